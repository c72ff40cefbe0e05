using KafkaRider.Tests.Support;
using KafkaRider.Views.Tests.Support;

namespace KafkaRider.Views.Tests.Views;

public sealed class EntityViewTests(Broker broker)
{
    private readonly ColourView _view = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void TryApply_NewerVersions_ShowTheLatest()
    {
        Assert.True(_view.TryApply(new Painted("door", 1, "red")));
        Assert.True(_view.TryApply(new Painted("wall", 1, "white")));
        Assert.True(_view.TryApply(new Painted("door", 2, "green")));
        Assert.False(_view.TryApply("something else"));

        Assert.Equal(("green after red", 2), (_view.Find("door")?.Text, _view.VersionOf("door")));
        Assert.Equal(["green after red", "white"], _view.All.Select(colour => colour.Text).Order());
        Assert.Null(_view.Find("window"));
        Assert.Equal(0, _view.VersionOf("window"));
    }

    [Fact]
    public void TryApply_OlderOrTheSameAgain_ChangesNothing()
    {
        _view.TryApply(new Painted("door", 3, "green"));
        _view.TryApply(new Painted("door", 3, "blue"));
        _view.TryApply(new Painted("door", 2, "red"));
        _view.TryApply(new Removed("door", 1));

        Assert.Equal("green", _view.Find("door")?.Text);
    }

    [Fact]
    public void TryApply_Deleted_IsBroughtBackByNothingOlder()
    {
        _view.TryApply(new Painted("door", 1, "red"));
        _view.TryApply(new Removed("door", 3));
        _view.TryApply(new Painted("door", 2, "green"));

        Assert.Null(_view.Find("door"));
        Assert.Equal(3, _view.VersionOf("door"));
        Assert.Empty(_view.All);
    }

    [Fact]
    public async Task WaitForAsync_Version_EndsWhenItOrALaterOneIsThere()
    {
        var waiting = _view.WaitForAsync("door", 2, TimeSpan.FromMinutes(1), Cancellation);
        _view.TryApply(new Painted("door", 1, "red"));
        Assert.False(waiting.IsCompleted);
        _view.TryApply(new Painted("door", 3, "green"));

        Assert.True(await waiting);
        Assert.False(await _view.WaitForAsync("door", 4, TimeSpan.FromMilliseconds(1), Cancellation));
    }

    [Fact]
    public async Task Restart_WithSnapshot_IsAsItWas()
    {
        var folder = Directory.CreateTempSubdirectory("kafka-views-");
        var path = Path.Combine(folder.FullName, "colours");
        var topic = await CountedTopic.CreateAsync(broker);
        await topic.WriteAsync(0, new Painted("door", 1, "red"));
        await topic.WriteAsync(0, new Painted("wall", 1, "white"));
        await topic.WriteAsync(0, new Removed("wall", 2));
        await RunAsync(_ => { });

        await topic.WriteAsync(0, new Painted("door", 2, "green"));
        await RunAsync(view =>
        {
            Assert.Equal(("green after red", 2), (view.Find("door")?.Text, view.VersionOf("door")));
            Assert.Null(view.Find("wall"));
            Assert.Equal(2, view.VersionOf("wall"));
            Assert.Equal(1, view.Events);
        });
        folder.Delete(recursive: true);

        async Task RunAsync(Action<ColourView> check)
        {
            await using var process = await ViewProcess.StartAsync(
                broker, services => services.AddKafkaView<ColourView>(topic.Name).Configure(options => options.Snapshot.Path = path));
            check(await process.CurrentAsync<ColourView>());
        }
    }

    internal sealed record Painted(string Thing, long Version, string Colour);

    internal sealed record Removed(string Thing, long Version);

    internal sealed record Colour(string Text);

    internal sealed class ColourView : EntityView<string, Colour>
    {
        private int _events;

        public ColourView()
        {
            On<Painted>(painted => painted.Thing, painted => painted.Version, Paint);
            On<Removed>(removed => removed.Thing, removed => removed.Version, (_, _) => null);
        }

        /// <summary>Gets how many events have changed something.</summary>
        public int Events => Volatile.Read(ref _events);

        private Colour Paint(Colour? before, Painted painted)
        {
            Interlocked.Increment(ref _events);
            return new(before is null ? painted.Colour : $"{painted.Colour} after {before.Text}");
        }
    }
}
