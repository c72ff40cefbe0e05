using System.Net;
using Users.Contracts;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

public sealed class SnapshotTests(Servers servers) : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly ScratchFolder _folder = new();

    private string FilePath => Path.Combine(_folder.Path, "snapshots", "api");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Restart_WithASnapshot_GoesOnWhereItEndedAndKnowsTheOperationsStill()
    {
        await using var system = await StartAsync();
        var created = await CreateAsync(system, "Ada", "Grace", "Zo\u00eb");
        var lost = await system.Clients[0].CreateAsync("GRACE");

        await system.Apis[0].StopAsync(Grace);
        await system.Apis[0].StartAsync(TestContext.Current.CancellationToken);

        Assert.Contains(system.Log, line => line.Contains("Took 3 users from", StringComparison.Ordinal));
        await ShouldHaveAsync(system, created);
        Assert.Equal("succeeded", (await GetAsync(system, created[0].OperationLocation!)).Text("status"));
        Assert.Equal("failed", (await GetAsync(system, lost.OperationLocation!)).Text("status"));
        var more = await CreateAsync(system, "Bob");
        await ShouldHaveAsync(system, [created[0], more[0], .. created[1..]]);
    }

    [Fact]
    public async Task Restart_KilledSinceTheSnapshot_ReadsWhatCameAfter()
    {
        await using var system = await StartAsync(("Reading__Snapshot__Interval", "00:00:01"));
        var first = await CreateAsync(system, "Ada", "Grace");
        await Eventually.IsTrueAsync(() => File.Exists(FilePath), "a snapshot is written");
        var copy = await File.ReadAllBytesAsync(FilePath, TestContext.Current.CancellationToken);
        var second = await CreateAsync(system, "Bob", "Zo\u00eb");

        await system.Apis[0].KillAsync();
        // One that is older than what was written last must do as well.
        await File.WriteAllBytesAsync(FilePath, copy, TestContext.Current.CancellationToken);
        await system.Apis[0].StartAsync(TestContext.Current.CancellationToken);

        Assert.Contains(system.Log, line => line.Contains("users from", StringComparison.Ordinal));
        await ShouldHaveAsync(system, [first[0], second[0], first[1], second[1]]);
    }

    [Fact]
    public async Task Restart_BrokenSnapshot_ReadsAllEvents()
    {
        await using var system = await StartAsync();
        var created = await CreateAsync(system, "Ada", "Grace");
        await system.Apis[0].StopAsync(Grace);
        var bytes = await File.ReadAllBytesAsync(FilePath, TestContext.Current.CancellationToken);
        bytes[^40] ^= 1;
        await File.WriteAllBytesAsync(FilePath, bytes, TestContext.Current.CancellationToken);

        await system.Apis[0].StartAsync(TestContext.Current.CancellationToken);

        Assert.Contains(system.Log, line => line.Contains("is ignored, and all events are read", StringComparison.Ordinal));
        await ShouldHaveAsync(system, created);
    }

    [Fact]
    public async Task Start_SnapshotOfAnotherSystem_ReadsAllEvents()
    {
        await using (var other = await StartAsync())
        {
            await CreateAsync(other, "Somebody else", "And another");
            await other.Apis[0].StopAsync(Grace);
        }

        await using var system = await StartAsync();
        Assert.Contains(system.Log, line => line.Contains("is ignored, and all events are read", StringComparison.Ordinal));
        await ShouldHaveAsync(system, await CreateAsync(system, "Ada", "Grace"));
    }

    private static Task<Answer> GetAsync(LocalSystem system, string path) => system.Clients[0].SendAsync(HttpMethod.Get, path);

    private static async Task<Answer[]> CreateAsync(LocalSystem system, params string[] names)
    {
        var answers = await Task.WhenAll(names.Select(name => system.Clients[0].CreateAsync(name)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        await ShouldFollowAsync(system, names.Length);
        return answers;
    }

    // An answer comes over the reply topic, and can be there, and be listed, before the event: a snapshot has the events.
    private static Task ShouldFollowAsync(LocalSystem system, int users) =>
        Eventually.IsTrueAsync(
            async () => await system.Clients[0].MeasureAsync($"kafka_rider_follow_records_total{{topic=\"{Topics.Events.Name}\"}}") >= users,
            "the events are followed");

    private static async Task ShouldHaveAsync(LocalSystem system, Answer[] created) =>
        Assert.Equal(
            created.Select(answer => answer.Body.GetRawText()),
            (await GetAsync(system, "/users")).Body.EnumerateArray().Select(user => user.GetRawText()));

    private Task<LocalSystem> StartAsync(params (string Name, string Value)[] settings) =>
        LocalSystem.StartAsync(servers, settings: [("Reading__Snapshot__Path", FilePath), .. settings]);
}
