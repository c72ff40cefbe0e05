using System.Net;
using System.Text.Json;
using Confluent.SchemaRegistry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Tests.AvroRecords;

/// <summary>Stands in for a schema registry: as much of its REST interface as the serializers of Confluent.SchemaRegistry ask for.</summary>
internal sealed class SchemaRegistryStandIn : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<string> _schemas = [];
    private readonly Dictionary<string, List<int>> _subjects = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private SchemaRegistryStandIn(WebApplication app) => _app = app;

    /// <summary>Gets or sets whether it answers nobody.</summary>
    public bool IsAway { get; set; }

    /// <summary>Gets how often somebody was turned away.</summary>
    public int TurnedAway { get; private set; }

    public IReadOnlyList<string> Subjects
    {
        get
        {
            lock (_gate)
            {
                return [.. _subjects.Keys.Order(StringComparer.Ordinal)];
            }
        }
    }

    public static async Task<SchemaRegistryStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var registry = new SchemaRegistryStandIn(builder.Build());
        registry.Map();
        await registry._app.StartAsync(TestContext.Current.CancellationToken);
        return registry;
    }

    /// <summary>Creates a client as each service has one, which gives up soon: whether it is asked again is the rider's affair here.</summary>
    public ISchemaRegistryClient CreateClient() => new CachedSchemaRegistryClient(new Dictionary<string, string>
    {
        ["schema.registry.url"] = _app.Urls.Single(),
        ["schema.registry.max.retries"] = "1",
        ["schema.registry.retries.wait.ms"] = "1",
        ["schema.registry.retries.max.wait.ms"] = "1",
    });

    public int CountVersions(string subject)
    {
        lock (_gate)
        {
            return _subjects.TryGetValue(subject, out var ids) ? ids.Count : 0;
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map()
    {
        _app.Use((context, next) =>
        {
            if (!IsAway)
            {
                return next(context);
            }

            TurnedAway++;
            context.Response.StatusCode = (int)HttpStatusCode.ServiceUnavailable;
            return Task.CompletedTask;
        });
        _app.MapPost("/subjects/{subject}/versions", async (string subject, HttpRequest request) => Register(subject, await ReadSchemaAsync(request)));
        _app.MapPost("/subjects/{subject}", async (string subject, HttpRequest request) => Find(subject, await ReadSchemaAsync(request)));
        _app.MapGet("/schemas/ids/{id:int}", Get);

        // Before anything else a client asks whether a topic has a subject of another name.
        _app.MapGet("/associations/resources/{**name}", () => Results.Json(Array.Empty<object>()));
        _app.MapFallback(() => NotFound(40401, "The stand-in does not know this."));
    }

    private IResult Register(string subject, string schema)
    {
        lock (_gate)
        {
            if (!_schemas.Contains(schema))
            {
                _schemas.Add(schema);
            }

            // An id is that of the schema, under whatever subjects.
            var id = _schemas.IndexOf(schema) + 1;
            var versions = _subjects.TryGetValue(subject, out var known) ? known : _subjects[subject] = [];
            if (!versions.Contains(id))
            {
                versions.Add(id);
            }

            return Results.Json(new { id });
        }
    }

    private IResult Find(string subject, string schema)
    {
        lock (_gate)
        {
            var id = _schemas.IndexOf(schema) + 1;
            return _subjects.TryGetValue(subject, out var versions) && versions.IndexOf(id) is >= 0 and var index
                ? Results.Json(new { subject, id, version = index + 1, schema })
                : NotFound(40403, "Schema not found");
        }
    }

    private IResult Get(int id)
    {
        lock (_gate)
        {
            return id >= 1 && id <= _schemas.Count ? Results.Json(new { schema = _schemas[id - 1] }) : NotFound(40403, "Schema not found");
        }
    }

    private static IResult NotFound(int code, string message) => Results.Json(new { error_code = code, message }, statusCode: 404);

    private static async Task<string> ReadSchemaAsync(HttpRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
        return body.RootElement.GetProperty("schema").GetString()!;
    }
}
