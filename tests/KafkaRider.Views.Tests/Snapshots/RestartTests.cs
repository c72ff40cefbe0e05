using KafkaRider.Tests.Support;
using KafkaRider.Views.Tests.Support;

namespace KafkaRider.Views.Tests.Snapshots;

/// <summary>Views in processes that end and start again.</summary>
public sealed class RestartTests(Broker broker) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kafka-views-");

    private string FilePath => Path.Combine(_folder.FullName, "new", "counters.snapshot");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Start_WithoutSnapshot_ReadsEverything()
    {
        var topic = await CreateAsync("a", "b", "a");
        await RunAsync(topic, path: null);

        var (view, _) = await RunAsync(topic, path: null);

        Assert.Equal((2, 1, 3), (view["a"], view["b"], view.Applied));
    }

    [Fact]
    public async Task Start_WithSnapshot_ReadsOnlyWhatIsNew()
    {
        var topic = await CreateAsync("a", "b", "a");
        await RunAsync(topic, FilePath);
        await topic.WriteAsync("a", "c");

        var (view, logs) = await RunAsync(topic, FilePath);

        Assert.Equal((3, 1, 1), (view["a"], view["b"], view["c"]));
        Assert.Equal(2, view.Applied);
        Assert.Contains(logs.Lines, line => line.Contains("Took CounterView from", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WithSnapshot_IsNotCurrentBeforeItHasCaughtUp()
    {
        var topic = await CreateAsync("a");
        await RunAsync(topic, FilePath);
        await topic.WriteAsync("a");
        using var gate = new ManualResetEventSlim();
        using var reached = new ManualResetEventSlim();

        await using var process = await StartAsync<CounterView>(topic, FilePath, view => view.Applying = _ =>
        {
            reached.Set();
            gate.Wait(TestContext.Current.CancellationToken);
        });
        var view = process.View<CounterView>();
        reached.Wait(TestContext.Current.CancellationToken);
        var (restored, isCurrent) = (view["a"], view.IsCurrent);
        gate.Set();
        await process.CurrentAsync<CounterView>();

        Assert.Equal(1, restored);
        Assert.False(isCurrent);
        Assert.Equal(2, view["a"]);
    }

    [Fact]
    public async Task Start_SnapshotIsBroken_ReadsEverythingAndWritesAnother()
    {
        var topic = await CreateAsync("a", "b", "a");
        await RunAsync(topic, FilePath);
        var bytes = await File.ReadAllBytesAsync(FilePath, TestContext.Current.CancellationToken);
        bytes[^40] ^= 1;
        await File.WriteAllBytesAsync(FilePath, bytes, TestContext.Current.CancellationToken);

        var (view, logs) = await RunAsync(topic, FilePath);
        var (next, _) = await RunAsync(topic, FilePath);

        Assert.Equal((2, 1, 3), (view["a"], view["b"], view.Applied));
        Assert.Contains(logs.Lines, line => line.Contains("checksum", StringComparison.Ordinal));
        Assert.Equal((2, 1, 0), (next["a"], next["b"], next.Applied));
    }

    [Fact]
    public async Task Start_ViewCannotReadItsState_ReadsEverything()
    {
        var topic = await CreateAsync("a", "b", "a");
        await RunAsync(topic, FilePath);

        await using var process = await StartAsync<ForgetfulView>(topic, FilePath);
        var view = await process.CurrentAsync<ForgetfulView>();

        Assert.Equal((2, 1, 3), (view["a"], view["b"], view.Applied));
        Assert.Contains(process.Logs.Lines, line => line.Contains("cannot be read any more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_FormatIsAnother_ReadsEverything()
    {
        var topic = await CreateAsync("a", "b", "a");
        await RunAsync(topic, FilePath);

        await using var process = await StartAsync<NextView>(topic, FilePath);
        var view = await process.CurrentAsync<NextView>();

        Assert.Equal((2, 1, 3), (view["a"], view["b"], view.Applied));
    }

    [Fact]
    public async Task Start_TopicWasMadeAnew_ReadsEverything()
    {
        var former = await CreateAsync("a", "b", "a");
        var topic = await CreateAsync("c", "a", "a", "a");
        await RunAsync(former, FilePath);

        var (view, logs) = await RunAsync(topic, FilePath);

        Assert.Equal((3, 0, 1, 4), (view["a"], view["b"], view["c"], view.Applied));
        Assert.Contains(logs.Lines, line => line.Contains("The topic is another", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Follow_AnotherViewOfTheTopicReadsFromFurtherBack_IsAppliedOnce()
    {
        var topic = await CreateAsync("a", "b", "a");
        await RunAsync(topic, FilePath);
        await topic.WriteAsync("b");

        await using var process = await ViewProcess.StartAsync(broker, services =>
        {
            services.AddKafkaView<CounterView>(topic.Name).Configure(options => options.Snapshot.Path = FilePath);
            services.AddKafkaView<NextView>(topic.Name);
        });
        var (view, other) = (await process.CurrentAsync<CounterView>(), await process.CurrentAsync<NextView>());

        Assert.Equal((2, 2, 1), (view["a"], view["b"], view.Applied));
        Assert.Equal((2, 2, 4), (other["a"], other["b"], other.Applied));
        // It is read once for both.
        Assert.Single(process.Logs.Lines, line => line.StartsWith("Caught up with", StringComparison.Ordinal));
    }

    private async Task<CountedTopic> CreateAsync(params string[] things)
    {
        var topic = await CountedTopic.CreateAsync(broker);
        await topic.WriteAsync(things);
        return topic;
    }

    // One that lives until it has caught up.
    private async Task<(CounterView View, LogLines Logs)> RunAsync(CountedTopic topic, string? path)
    {
        await using var process = await StartAsync<CounterView>(topic, path);
        return (await process.CurrentAsync<CounterView>(), process.Logs);
    }

    private Task<ViewProcess> StartAsync<TView>(CountedTopic topic, string? path, Action<TView>? prepare = null)
        where TView : KafkaView => ViewProcess.StartAsync(broker, services =>
        {
            services.AddKafkaView<TView>(topic.Name).Configure(options => options.Snapshot.Path = path);
            services.Prepare(prepare);
        });

    private sealed class NextView : CounterView
    {
        public override string SnapshotFormat => "counters 2";
    }

    private sealed class ForgetfulView : CounterView
    {
        public override void RestoreSnapshot(Stream stream)
        {
            base.RestoreSnapshot(stream);
            throw new InvalidDataException("It cannot be read any more.");
        }
    }
}
