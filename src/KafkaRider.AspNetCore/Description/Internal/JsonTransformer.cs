using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Describes our JSON as it is: what has no value is left out, and what must be a text or a number is one.</summary>
internal sealed class JsonTransformer : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        // The comments in the code speak to those who read the code.
        schema.Description = null;

        if (context.JsonTypeInfo.Type == typeof(JsonText))
        {
            schema.Type = JsonSchemaType.String;
        }

        if (context.JsonTypeInfo.Type == typeof(JsonInteger))
        {
            schema.Type = JsonSchemaType.Integer;
        }

        foreach (var property in context.JsonTypeInfo.Properties)
        {
            if (property.PropertyType == typeof(JsonText) || property.PropertyType == typeof(JsonInteger))
            {
                (schema.Required ??= new HashSet<string>()).Add(property.Name);
            }
            else if (property.IsGetNullable)
            {
                schema.Required?.Remove(property.Name);
            }

            if (schema.Properties?.TryGetValue(property.Name, out var value) is true && value is OpenApiSchema inner)
            {
                inner.Type &= ~JsonSchemaType.Null;
            }
        }

        return Task.CompletedTask;
    }
}
