using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace KafkaRider.AspNetCore.Internal;

internal sealed class DocumentTransformer(
    IHttpContextAccessor http, IOptions<ApiDescriptionOptions> options, IOptions<CallerOptions> callers) : IOpenApiDocumentTransformer
{
    public const string BearerScheme = "bearer";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var api = options.Value;
        document.Info = new()
        {
            Title = api.Title,
            Version = "1",
            Description = api.Description,
            License = api.License is null ? null : new() { Name = api.License, Identifier = api.License },
        };

        // Where a client has it from, seen from there: whatever name, port or scheme a proxy gives it.
        document.Servers = [new() { Url = http.HttpContext?.Request.PathBase is { HasValue: true } path ? path : "/" }];
        document.Tags = api.Tags.Select(tag => new OpenApiTag { Name = tag.Key, Description = tag.Value }).ToHashSet();
        // Where somebody has to say who he is, the endpoint says so.
        document.Security = [new()];

        if (callers.Value.IsOn)
        {
            document.AddComponent<IOpenApiSecurityScheme>(
                BearerScheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = BearerScheme, BearerFormat = "JWT" });
        }

        return Task.CompletedTask;
    }
}
