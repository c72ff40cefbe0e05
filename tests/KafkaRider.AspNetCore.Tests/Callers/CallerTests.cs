using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KafkaRider.AspNetCore.Internal;
using KafkaRider.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KafkaRider.AspNetCore.Tests.Callers;

/// <summary>Who may call, and what each caller sees of the others.</summary>
public sealed class CallerTests
{
    private const string Issuer = "https://issuer.example";

    public static TheoryData<string> BadTokens =>
    [
        "",
        "Bearer garbage",
        $"Bearer {Tokens.Create(scope: "things.write", key: "another key that is long enough for HS256 as well")}",
        $"Bearer {Tokens.Create(scope: "things.write", minutes: -1)}",
        $"Bearer {Tokens.Create(scope: "things.write", subject: null)}",
    ];

    [Theory]
    [MemberData(nameof(BadTokens), DisableDiscoveryEnumeration = true)]
    public async Task Post_WithoutAValidToken_IsRefused(string authorization)
    {
        await using var service = await StartAsync();

        var response = await service.MakeAsync("Lamp", authorization is "" ? [] : [("Authorization", authorization)]);

        await response.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "authentication-required");
        Assert.StartsWith("Bearer", response.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    // Addresses are logged, and shown in many places.
    [Fact]
    public async Task Post_TokenInTheAddress_IsRefused()
    {
        await using var service = await StartAsync();

        var response = await service.SendAsync(
            HttpMethod.Post, $"/things?access_token={Tokens.Create(scope: "things.write")}", JsonContent.Create(new { name = "Lamp" }));

        await response.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "authentication-required");
    }

    // A browser cannot send it in another way.
    [Fact]
    public async Task Connect_TokenInTheAddressOfTheHub_IsTaken()
    {
        await using var service = await StartAsync();
        var path = $"{OperationsHub.Path}/negotiate?negotiateVersion=1";

        var known = await service.SendAsync(HttpMethod.Post, $"{path}&access_token={Tokens.Create()}");
        var unknown = await service.SendAsync(HttpMethod.Post, path);

        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        await unknown.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "authentication-required");
    }

    [Fact]
    public async Task Post_TokenForAnotherAudience_IsRefused()
    {
        await using var service = await TestService.StartAsync(("Authentication:SigningKey", Tokens.Key), ("Authentication:Audience", "things"));

        await (await service.MakeAsync("Lamp", Of("ada"))).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "authentication-required");
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(Tokens.Key, false)]
    public async Task Start_EveryoneIsTheSameCaller_IsLogged(string? key, bool isLogged)
    {
        var log = new RecordedLog();
        await using var service = await TestService.StartAsync(
            services => services.AddSingleton<ILoggerProvider>(log), key is null ? [] : [("Authentication:SigningKey", key)]);

        Assert.Equal(isLogged, log.Lines.Any(line => line.StartsWith("[Warning] Anonymous", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("things.read")]
    [InlineData("things.writes")]
    public async Task Post_ScopeIsMissing_SaysWhich(string scope)
    {
        await using var service = await StartAsync();

        var response = await service.MakeAsync("Lamp", Of("ada", scope: scope));

        await response.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "scope-required");
        Assert.Equal("Bearer error=\"insufficient_scope\", scope=\"things.write\"", response.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task Post_SameKeyOfTwoCallers_IsTwoOperations()
    {
        await using var service = await StartAsync();
        var key = ("Idempotency-Key", "key");

        var ada = await service.MakeAsync("Lamp", Of("ada"), key);
        var grace = await service.MakeAsync("Lamp", Of("grace"), key);
        var again = await service.MakeAsync("Lamp", Of("ada"), key);

        Assert.NotEqual(ada.OperationId(), grace.OperationId());
        Assert.Equal(ada.OperationId(), again.OperationId());
    }

    [Fact]
    public async Task Get_OperationOfAnotherCaller_IsAsIfItWereNotThere()
    {
        await using var service = await StartAsync();
        var path = $"/operations/{(await service.MakeAsync("Lamp", Of("ada"))).OperationId()}";

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(path, Of("ada"))).StatusCode);
        foreach (var other in new[] { Of("grace"), Of("ada", issuer: "https://other.example") })
        {
            await (await GetAsync(path, other)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "operation-not-found");
            await (await GetAsync($"{path}/events", other)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "operation-not-found");
        }

        Task<HttpResponseMessage> GetAsync(string path, (string, string) token) => service.SendAsync(HttpMethod.Get, path, headers: token);
    }

    [Fact]
    public async Task Get_ArchivedOperationOfAnotherCaller_IsAsIfItWereNotThere()
    {
        var id = Guid.NewGuid();
        var kept = new ArchivedOperation(
            nameof(ThingMade), JsonSerializer.Serialize(new ThingMade(id, "Lamp", 1), JsonSerializerOptions.Web), null, DateTimeOffset.UtcNow, DigestOf("ada"));
        await using var service = await StartAsync(new Drawer((id, kept)));

        var other = await service.SendAsync(HttpMethod.Get, $"/operations/{id}", headers: Of("grace"));
        var own = await service.SendAsync(HttpMethod.Get, $"/operations/{id}", headers: Of("ada"));

        await other.ShouldBeProblemAsync(HttpStatusCode.NotFound, "operation-not-found");
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    private static async Task<TestService> StartAsync(params Drawer[] drawers)
    {
        var service = await TestService.StartAsync(
            services => Array.ForEach(drawers, drawer => services.AddSingleton<IOperationArchive>(drawer)), ("Authentication:SigningKey", Tokens.Key));
        service.CatchUp();
        return service;
    }

    private static (string, string) Of(string subject, string scope = "things.write", string issuer = Issuer) =>
        ("Authorization", $"Bearer {Tokens.Create(subject, scope, issuer)}");

    // What is kept of a caller is a digest of what its commands carry.
    private static string DigestOf(string subject)
    {
        var http = new DefaultHttpContext { User = new(new ClaimsIdentity([new("iss", Issuer), new("sub", subject)])) };
        return Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(CallerKeys.ToHeader(new CallerKeys(new TokenCaller()).Of(http)!.Value))));
    }
}
