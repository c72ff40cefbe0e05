using System.Net;
using System.Net.Http.Json;
using KafkaRider.AspNetCore;
using MassTransit;
using MassTransit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Testing.Tests.Replacement;

/// <summary>What a client of a service gets whose Kafka is replaced.</summary>
public sealed class ReplaceKafkaTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_Outcome_IsAnsweredAsItIsRegistered()
    {
        await using var app = await StartAsync(kafka => kafka.Answer<AddNote>(
            note => note.Text is "" ? new NoteRefused("") : new NoteAdded(note.Text)));

        using var added = await PostAsync(app, "Buy milk");
        using var refused = await PostAsync(app, "");

        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Equal(new NoteAdded("Buy milk"), await added.Content.ReadFromJsonAsync<NoteAdded>(Cancellation));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Fact]
    public async Task Answer_Nothing_TimesOut()
    {
        await using var app = await StartAsync(kafka => kafka.Answer<AddNote>(_ => null));

        using var answer = await PostAsync(app, "Buy milk", "wait=0");
        using var accepted = await PostAsync(app, "Buy milk", "respond-async");

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
    }

    [Fact]
    public async Task Answer_Throws_IsAFault()
    {
        await using var app = await StartAsync(kafka => kafka.Answer<AddNote>(_ => throw new InvalidOperationException("broken")));

        using var answer = await PostAsync(app, "Buy milk");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("command-failed", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wait=5")]
    [InlineData("respond-async")]
    public async Task Refuse_IsNotAccepted(string preference)
    {
        await using var app = await StartAsync(kafka => kafka.Refuse<AddNote>(RequestRefusal.TooManyPending));

        using var answer = await PostAsync(app, "Buy milk", preference);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.False(await app.Services.GetRequiredService<ITestHarness>().Consumed.Any<AddNote>(Cancellation));
    }

    [Fact]
    public async Task ConfigureBus_OwnConsumer_Consumes()
    {
        await using var app = await StartAsync(kafka => kafka.ConfigureBus(bus => bus.AddConsumer<AddNoteConsumer>()));

        using var answer = await PostAsync(app, "Buy milk");

        Assert.Equal(new NoteAdded("BUY MILK"), await answer.Content.ReadFromJsonAsync<NoteAdded>(Cancellation));
        Assert.True(await app.Services.GetRequiredService<ITestHarness>().Consumed.Any<AddNote>(Cancellation));
    }

    // Of an operation that nobody knows there is nothing only once all has been read.
    [Theory]
    [InlineData(false, HttpStatusCode.NotFound)]
    [InlineData(true, HttpStatusCode.ServiceUnavailable)]
    public async Task Followers_HaveCaughtUpUnlessTheyAreLeftBehind(bool behind, HttpStatusCode status)
    {
        await using var app = await StartAsync(kafka => _ = behind ? kafka.LeaveBehind() : kafka);
        using var client = Client(app);

        using var answer = await client.GetAsync($"/operations/{NewId.NextGuid()}", Cancellation);

        Assert.Equal(status, answer.StatusCode);
    }

    private static async Task<WebApplication> StartAsync(Action<KafkaReplacement> configure)
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0", "--Requests:LameDuck=00:00:00", "--Kafka:BootstrapServers=nowhere:1"]);
        builder.Logging.ClearProviders();
        builder.AddKafkaCommands("notes.commands", notes =>
        {
            notes.Add<AddNote>(note => note.Text)
                .Outcome<NoteAdded, NoteAdded>(201, note => note)
                .Rejection<NoteRefused>(new ProblemType("note-refused", 409, "The note is refused").With("It says nothing."));
            notes.Outcomes("notes.events");
        });
        builder.Services.ReplaceKafka(configure);
        var app = builder.Build();
        app.UseKafkaCommands();
        app.MapCommand<AddNote, AddNote>("POST", "/notes", note => note);
        app.MapOperations();
        await app.StartAsync(Cancellation);
        return app;
    }

    private static async Task<HttpResponseMessage> PostAsync(WebApplication app, string text, string? preference = null)
    {
        using var client = Client(app);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/notes") { Content = JsonContent.Create(new AddNote(text)) };
        if (preference is not null)
        {
            request.Headers.Add("Prefer", preference);
        }

        return await client.SendAsync(request, Cancellation);
    }

    private static HttpClient Client(WebApplication app) => new() { BaseAddress = new(app.Urls.Single()) };

    internal sealed class AddNoteConsumer : IConsumer<AddNote>
    {
        public Task Consume(ConsumeContext<AddNote> context) => context.RespondAsync(new NoteAdded(context.Message.Text.ToUpperInvariant()));
    }
}

public sealed record AddNote(string Text);

public sealed record NoteAdded(string Text);

public sealed record NoteRefused(string Text);
