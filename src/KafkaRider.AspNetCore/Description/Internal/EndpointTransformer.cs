using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Completes what the framework has found out about an endpoint with its <see cref="EndpointDescription"/>.</summary>
internal sealed class EndpointTransformer(IHttpContextAccessor http, IOptions<RateLimitOptions> rates) : IOpenApiOperationTransformer
{
    private static readonly ResponseDescription[] OfEveryEndpoint =
        [ResponseDescription.Problem(ProblemTypes.TargetTooLong), ResponseDescription.Problem(ProblemTypes.HeadersTooLarge)];

    private static readonly ResponseDescription[] OfEveryGuardedEndpoint =
    [
        ResponseDescription.Problem(
            ProblemTypes.AuthenticationRequired, new HeaderDescription("WWW-Authenticate", Schemas.Text(), "How to say who is calling.")),
        ResponseDescription.Problem(
            ProblemTypes.ScopeRequired, new HeaderDescription("WWW-Authenticate", Schemas.Text(), "Which scope a token needs.")),
    ];

    private static readonly ResponseDescription OfEveryLimitedEndpoint = ResponseDescription.Problem(ProblemTypes.TooManyRequests, Headers.RetryAfter);

    private static readonly ResponseDescription OfEveryConnection = ResponseDescription.Problem(ProblemTypes.TooManyConnections, Headers.RetryAfter);

    // Where a client has the description from, it has the service too.
    private PathString PathBase => http.HttpContext?.Request.PathBase ?? default;

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<EndpointDescription>().LastOrDefault() is not { } description)
        {
            return;
        }

        operation.OperationId ??= description.Id;
        operation.Summary ??= description.Summary;
        operation.Description = description.Details;
        operation.Parameters = [.. description.Parameters.Select(ToParameter)];
        operation.Responses = [];

        if (description.Body is { } body)
        {
            var schema = await SchemaAsync(body.Type, context, cancellationToken);

            // A merge patch names what is to change, and no more (RFC 7396).
            if (HttpMethods.IsPatch(context.Description.HttpMethod!) && context.Document!.Components!.Schemas![SchemaNames.For(body.Type)] is OpenApiSchema patch)
            {
                patch.Required = null;
            }

            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = body.MediaTypes.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = schema }),
            };
        }

        var metadata = context.Description.ActionDescriptor.EndpointMetadata;

        if (metadata.OfType<IAuthorizeData>().Any())
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(DocumentTransformer.BearerScheme, context.Document)] = [] }];
        }

        var common = OfEvery(metadata).Select(response => response with { Headers = [.. response.Headers, .. description.Headers] });

        foreach (var response in description.Responses.Concat(common).GroupBy(response => response.Status))
        {
            operation.Responses.Add($"{response.Key}", await ToResponseAsync(response.Aggregate((one, other) => one.With(other)), context, cancellationToken));
        }
    }

    private IEnumerable<ResponseDescription> OfEvery(IList<object> metadata) =>
    [
        .. OfEveryEndpoint,
        .. metadata.OfType<IAuthorizeData>().Any() ? OfEveryGuardedEndpoint : [],
        .. metadata.OfType<EnableRateLimitingAttribute>().Any() && rates.Value.RequestsPerSecond is not null ? [OfEveryLimitedEndpoint] : Array.Empty<ResponseDescription>(),
        .. metadata.OfType<DisableRateLimitingAttribute>().Any() ? Array.Empty<ResponseDescription>() : [OfEveryConnection],
    ];

    private static IOpenApiParameter ToParameter(ParameterDescription parameter) => new OpenApiParameter
    {
        Name = parameter.Name,
        In = parameter.In,
        Required = parameter.IsRequired,
        Schema = parameter.Schema,
        Description = parameter.Description,
    };

    private async Task<OpenApiResponse> ToResponseAsync(
        ResponseDescription description, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var response = new OpenApiResponse { Description = description.Description, Content = new Dictionary<string, OpenApiMediaType>() };

        if (description.Headers.Count > 0)
        {
            response.Headers = description.Headers.ToDictionary(
                header => header.Name,
                IOpenApiHeader (header) => new OpenApiHeader
                {
                    Schema = header.Schema,
                    Description = header.Description,
                    Required = header.IsAlwaysThere,
                });
        }

        if (description.MediaType is { } mediaType)
        {
            response.Content[mediaType] = new()
            {
                Schema = description.Body is { } body ? await SchemaAsync(body, context, cancellationToken) : new OpenApiSchema { Type = JsonSchemaType.String },
            };
        }

        if (description.Problems.Count > 0)
        {
            response.Content[Problem.MediaType] = new()
            {
                Schema = await ProblemSchemaAsync(description.Problems, context, cancellationToken),
                Examples = description.Problems.ToDictionary(problem => problem.Slug, ToExample),
            };
        }

        return response;
    }

    private async Task<IOpenApiSchema> ProblemSchemaAsync(
        IReadOnlyList<ProblemType> problems, OpenApiOperationTransformerContext context, CancellationToken cancellationToken) => new OpenApiSchema
        {
            AllOf =
            [
                await SchemaAsync(typeof(Problem), context, cancellationToken),
                new OpenApiSchema
                {
                    Properties = new Dictionary<string, IOpenApiSchema> { ["type"] = Schemas.OneOf([.. problems.Select(problem => PathBase + problem.Uri)]) },
                },
            ],
        };

    private IOpenApiExample ToExample(ProblemType problem) => new OpenApiExample
    {
        Value = new JsonObject { ["type"] = PathBase + problem.Uri, ["title"] = problem.Title, ["status"] = problem.Status, ["detail"] = $"{problem.Title}." },
    };

    // Each type is described once, under its name.
    private static async Task<IOpenApiSchema> SchemaAsync(Type type, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (type.IsArray)
        {
            return new OpenApiSchema { Type = JsonSchemaType.Array, Items = await SchemaAsync(type.GetElementType()!, context, cancellationToken) };
        }

        var document = context.Document!;
        var name = SchemaNames.For(type);

        if (document.Components?.Schemas?.ContainsKey(name) is not true)
        {
            document.AddComponent<IOpenApiSchema>(name, await context.GetOrCreateSchemaAsync(type, null, cancellationToken));
        }

        return new OpenApiSchemaReference(name, document);
    }
}
