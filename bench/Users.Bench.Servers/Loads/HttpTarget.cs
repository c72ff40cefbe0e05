using System.Net;

namespace Users.Bench.Servers.Loads;

/// <summary>Makes the calls that <c>Load:Calls</c> lists to the API at <c>Load:Port</c>, one after another; all together are one request.</summary>
internal sealed class HttpTarget : ILoadTarget, IDisposable
{
    // Each call that registers redeems one of as many, as campaigns do that run at a time.
    private const int Codes = 20;
    private const int Limit = 1_000_000;

    private static readonly string Session = Guid.NewGuid().ToString("N")[..8].ToUpperInvariant();

    private readonly HttpClient _http;
    private readonly string[] _calls;
    private readonly Lazy<Task> _codes;
    private int _last;

    public HttpTarget(IConfiguration configuration, IHostApplicationLifetime lifetime)
    {
        _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{configuration.GetValue<int>("Load:Port")}") };
        _calls = configuration.GetValue<string>("Load:Calls")!.Split(',');
        _codes = new(() => Task.WhenAll(Enumerable.Range(0, Codes).Select(number => EnsureCodeAsync(Code(number), lifetime.ApplicationStopping))));
    }

    public async Task RequestAsync(CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _last);

        foreach (var call in _calls)
        {
            switch (call)
            {
                case "users":
                    await PostAsync("/users", new { name = $"{Session} {number}" }, cancellationToken);
                    break;
                case "promo-codes":
                    await CreateCodeAsync($"{Session}-{number}", cancellationToken);
                    break;
                default:
                    await _codes.Value;
                    await PostAsync("/registrations", new { name = $"{Session} {number}", promoCode = Code(number % Codes) }, cancellationToken);
                    break;
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private static string Code(int number) => $"{Session}-C{number}";

    private Task CreateCodeAsync(string code, CancellationToken cancellationToken) =>
        PostAsync("/promo-codes", new { code, discount = 20, limit = Limit, expiresAt = DateTimeOffset.UtcNow.AddDays(1) }, cancellationToken);

    // Services that have just started may take longer than a client waits.
    private async Task EnsureCodeAsync(string code, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await CreateCodeAsync(code, cancellationToken);
                return;
            }
            catch (HttpRequestException exception) when (exception.StatusCode == HttpStatusCode.Conflict)
            {
                return;
            }
            catch (HttpRequestException) when (!cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    private async Task PostAsync<T>(string path, T body, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, cancellationToken);

        if (response.StatusCode != HttpStatusCode.Created)
        {
            throw new HttpRequestException($"{path} was answered {response.StatusCode}.", null, response.StatusCode);
        }
    }
}
