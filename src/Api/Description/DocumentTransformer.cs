using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Users.Api.Description;

internal sealed class DocumentTransformer : IOpenApiDocumentTransformer
{
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

        return Task.CompletedTask;
    }
}
