using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Users.Api.Description;

internal sealed class DocumentTransformer(IHttpContextAccessor http) : IOpenApiDocumentTransformer
{
    private static readonly (string Name, string Description)[] Tags =
    [
        ("Users", "Creating, changing, deleting and showing users."),
        ("Operations", "What became of a command."),
        ("Reports", "Users, counted."),
        ("Problems", "What the types of errors mean."),
        ("Health", "For whoever runs the service."),
    ];

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "Users",
            Version = "1",
            Description = "Creates, changes and shows users. Commands travel over Kafka; their outcome comes back on the connection that asked, "
                + "and stays to be read at the operation. Errors are problem details (RFC 9457), told apart by type.",
            License = new() { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };

        // Where a client has it from, seen from there: whatever name, port or scheme a proxy gives it.
        document.Servers = [new() { Url = http.HttpContext?.Request.PathBase is { HasValue: true } path ? path : "/" }];
        document.Tags = Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }).ToHashSet();
        // Nobody has to say who he is.
        document.Security = [new()];

        return Task.CompletedTask;
    }
}
