using System.Text.Json;
using KafkaRider.AspNetCore.Tests.Support;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Description;

/// <summary>Holds what a public linter once found wrong with the document. <c>eng/lint-openapi.sh</c> asks the linter itself.</summary>
public sealed class OpenApiLintTests
{
    [Theory]
    [InlineData(null, "", "/")]
    [InlineData(Tokens.Key, "/api", "/api")]
    public async Task Document_Server_IsAPathThatDoesNotEndInASlash(string? key, string pathBase, string server)
    {
        var document = await ReadAsync(key, pathBase);

        Assert.Equal(server, Assert.Single(document.GetProperty("servers").EnumerateArray()).GetProperty("url").GetString());
    }

    [Fact]
    public async Task Document_EachOperation_SaysWhoMayCallIt()
    {
        var open = await ReadAsync(key: null);
        var guarded = await ReadAsync(Tokens.Key);

        // Nobody has to say who he is, unless an operation asks for it.
        Assert.All([open, guarded], document => Assert.Empty(Assert.Single(document.GetProperty("security").EnumerateArray()).EnumerateObject()));
        Assert.DoesNotContain(OperationsOf(open), operation => operation.TryGetProperty("security", out _));
        var asking = OperationsOf(guarded).Where(operation => operation.TryGetProperty("security", out _)).ToList();
        Assert.Equal(
            ["createPromoCode", "createUser", "createUserAtRoot", "deleteUser", "getOperation", "getPromoCode", "getUser", "listUnfinishedOperations", "listUsers", "register", "reportRegistrations", "streamOperation", "updateUser"],
            asking.Select(operation => operation.GetProperty("operationId").GetString()).Order(StringComparer.Ordinal));
        var schemes = guarded.GetProperty("components").GetProperty("securitySchemes");
        Assert.All(asking, operation => Assert.All(
            operation.GetProperty("security").EnumerateArray().SelectMany(choice => choice.EnumerateObject()), scheme => Assert.True(schemes.TryGetProperty(scheme.Name, out _))));
    }

    [Fact]
    public async Task Document_EachExample_FitsItsSchema()
    {
        var document = await ReadAsync(Tokens.Key, "/api");
        var description = ApiDescription.Parse(document.GetRawText());

        var examples = OperationsOf(document)
            .SelectMany(operation => operation.GetProperty("responses").EnumerateObject())
            .SelectMany(response => response.Value.TryGetProperty("content", out var content) ? content.EnumerateObject() : [])
            .SelectMany(body => body.Value.TryGetProperty("examples", out var all)
                ? all.EnumerateObject().Select(example => (Schema: body.Value.GetProperty("schema"), Value: example.Value.GetProperty("value")))
                : [])
            .ToList();

        Assert.True(examples.Count > 70, $"{examples.Count} examples");
        Assert.All(examples, example => Assert.Null(description.Validate(example.Schema, example.Value)));
    }

    [Theory]
    [InlineData("CreateUserBody")]
    [InlineData("UpdateUserBody")]
    public async Task Document_Name_SaysWhatIsAccepted(string schema)
    {
        var document = await ReadAsync(key: null);

        var name = document.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("properties").GetProperty("name");

        Assert.Equal((1, UserName.MaxLength), (name.GetProperty("minLength").GetInt32(), name.GetProperty("maxLength").GetInt32()));
        Assert.Matches(name.GetProperty("pattern").GetString()!, "Ada");
        Assert.DoesNotMatch(name.GetProperty("pattern").GetString()!, " \u0001");
    }

    private static IEnumerable<JsonElement> OperationsOf(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value);

    private static async Task<JsonElement> ReadAsync(string? key, string pathBase = "")
    {
        var settings = new Dictionary<string, string> { ["Http:PathBase"] = pathBase };

        if (key is not null)
        {
            settings["Authentication:SigningKey"] = key;
        }

        await using var api = ApiServer.Start(settings: settings);
        using var client = new HttpClient { BaseAddress = api.Client.BaseAddress };
        return JsonElement.Parse(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
    }
}
