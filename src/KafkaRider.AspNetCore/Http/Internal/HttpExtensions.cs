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

        app.Use((context, next) =>
        {
            ForwardedPrefix.Clean(context.Request.Headers);
            return next(context);
        });
        app.UseForwardedHeaders();
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

    // Links have it in any case: of a proxy that strips it, too.
    private static void UsePathBase(WebApplication app, string pathBase)
    {
        if (pathBase.Length == 0)
        {
            return;
        }

        app.Use((context, next) =>
        {
            // A proxy may name it and strip nothing. It is there once.
            if (context.Request.PathBase == pathBase)
            {
                context.Request.PathBase = PathString.Empty;
            }

            return next(context);
        });
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
