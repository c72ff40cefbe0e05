using KafkaRider.AspNetCore.Internal;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace KafkaRider.AspNetCore;

/// <summary>Describes the API to programs, and its problems to people.</summary>
public static class DescriptionExtensions
{
    // From the page, wherever a proxy puts it.
    private const string DocumentFromPage = "../openapi/v1.json";

    private static readonly TimeSpan DocumentLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Describes the API by OpenAPI.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="configure">Says what the description begins with.</param>
    /// <returns>The same builder, for chaining.</returns>
    public static WebApplicationBuilder AddApiDescription(this WebApplicationBuilder builder, Action<ApiDescriptionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.AddOptions<ApiDescriptionOptions>().Configure(options => configure?.Invoke(options));
        builder.Services.AddSingleton<ProblemPages>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddOutputCache();
        builder.Services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = SchemaNames.For;
            options.AddSchemaTransformer<JsonTransformer>();
            options.AddOperationTransformer<EndpointTransformer>();
            options.AddDocumentTransformer<DocumentTransformer>();
        });
        return builder;
    }

    /// <summary>Serves the description at <c>/openapi/v1.json</c>, a page to try it out at <c>/docs</c>, and what problems mean at <c>/problems</c>.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application, for chaining.</returns>
    public static WebApplication MapApiDescription(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);

        var title = app.Services.GetRequiredService<IOptions<ApiDescriptionOptions>>().Value.Title;
        app.UseOutputCache();
        // To make it takes longer than to execute a command; and it is the same for all who see the service under one path.
        app.MapOpenApi("/openapi/{documentName}.json").CacheOutput(policy => policy
            .Expire(DocumentLifetime)
            .VaryByValue(http => KeyValuePair.Create(nameof(http.Request.PathBase), http.Request.PathBase.ToString())));
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.DocumentTitle = title;
            page.SwaggerEndpoint(DocumentFromPage, title);
        });
        app.Services.GetRequiredService<ProblemPages>().Map(app);
        return app;
    }

    /// <summary>Describes an endpoint that reads requests and writes answers by itself.</summary>
    /// <typeparam name="TBuilder">The type of the endpoint.</typeparam>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="description">The description.</param>
    /// <returns>The same endpoint, for chaining.</returns>
    public static TBuilder Describe<TBuilder>(this TBuilder endpoint, EndpointDescription description)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(description);
}
