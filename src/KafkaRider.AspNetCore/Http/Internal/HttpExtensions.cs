using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

internal static class HttpExtensions
{
    public static WebApplicationBuilder AddHttp(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<HttpOptions, HttpOptionsValidator>();
        builder.Services.AddSingleton<IConfigureOptions<HttpOptions>, HttpOptionsSetup>();
        builder.Services.AddSingleton<IConfigureOptions<ForwardedHeadersOptions>, ForwardedHeadersSetup>();
        builder.Services.AddSingleton<IConfigureOptions<CorsOptions>, CorsSetup>();
        builder.Services.AddCors();
        return builder;
    }

    /// <summary>Sees to what clients and proxies mean, before anything else looks at the request; routing is part of it.</summary>
    public static WebApplication UseHttp(this WebApplication app)
    {
        var http = app.Services.GetRequiredService<IOptions<HttpOptions>>().Value;

        app.UseForwardedHeaders();
        app.Use((context, next) =>
        {
            context.Request.PathBase = ToPrefix(context.Request.PathBase.Value!, http.PathBase);
            return next(context);
        });
        UsePathBase(app, http.PathBase);
        app.Use((context, next) =>
        {
            // No browser shall make a page of what is none. At the last moment, as an answer to an error begins without any header.
            context.Response.OnStarting(SetNoSniff, context.Response);
            return next(context);
        });
        HeadRequests.UseAsGet(app);
        app.UseRouting();

        if (http.Origins.Count > 0)
        {
            app.UseCors();
        }

        return app;
    }

    private static Task SetNoSniff(object response)
    {
        ((HttpResponse)response).Headers.XContentTypeOptions = "nosniff";
        return Task.CompletedTask;
    }

    /// <summary>Returns the prefix that a proxy tells of, as links begin with it, or nothing where they would lead to another host.</summary>
    private static PathString ToPrefix(string told, string pathBase)
    {
        var prefix = told.TrimEnd('/');

        // Two slashes begin the name of a host, and so does a backslash for some clients. A proxy may name our own path and strip nothing: it is there once.
        return prefix.Contains("//", StringComparison.Ordinal) || prefix.Contains('\\') || prefix == pathBase ? PathString.Empty : new(prefix);
    }

    // Links have it in any case: of a proxy that strips it, too.
    private static void UsePathBase(WebApplication app, string pathBase)
    {
        if (pathBase.Length == 0)
        {
            return;
        }

        app.UsePathBase(pathBase);
        app.Use((context, next) =>
        {
            if (!context.Request.PathBase.HasValue)
            {
                context.Request.PathBase = pathBase;
            }

            return next(context);
        });
    }
}
