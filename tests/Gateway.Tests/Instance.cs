using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Users.Gateway.Tests;

/// <summary>Something that the gateway takes for an instance of the API.</summary>
internal sealed class Instance : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Instance(WebApplication app) => _app = app;

    public bool IsReady { get; set; } = true;

    /// <summary>Gets the requests that it was sent, apart from those for its health.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Gets or sets how it answers.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = http => http.Response.WriteAsync("answer");

    public Uri Address => new(_app.Urls.Single());

    public static async Task<Instance> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var instance = new Instance(app);
        app.Run(instance.ServeAsync);
        await app.StartAsync();
        return instance;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task ServeAsync(HttpContext http)
    {
        if (http.Request.Path == "/health/ready")
        {
            http.Response.StatusCode = IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }

        Requests.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{http.Request.Method} {http.Request.Host}{http.Request.Path}{http.Request.QueryString}"));
        return Answer(http);
    }
}
