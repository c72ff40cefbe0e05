using Microsoft.OpenApi;

namespace Users.Api.Description;

internal static class DescriptionExtensions
{
    private const string DocumentPath = "/openapi/v1.json";

    public static WebApplicationBuilder AddDescription(this WebApplicationBuilder builder)
    {
        // The description is made from these options; answers are written with the context itself.
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.NumberHandling = ApiJson.Context.Options.NumberHandling;
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Context);
        });
        builder.Services.AddHttpContextAccessor();
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

    /// <summary>Serves the description at <c>/openapi/v1.json</c>, and a page to try it out at <c>/docs</c>.</summary>
    public static void MapDescription(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.DocumentTitle = "Users";
            page.SwaggerEndpoint(DocumentPath, "Users");
        });
    }

    public static TBuilder Describe<TBuilder>(this TBuilder endpoint, EndpointDescription description)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(description);
}
