using KafkaRider.Internal;

namespace KafkaRider.EntityFrameworkCore.Tests.Sagas;

public sealed class SagaCacheTests
{
    private const string Type = "Trip";

    private readonly LateTime _time = new();
    private readonly SagaCache _cache;

    public SagaCacheTests() => _cache = new(_time);

    // Its row may have ended elsewhere, and be forgotten: what is written on the guess that it runs would make it anew.
    [Fact]
    public void Find_WasKeptLongAgo_IsNotGuessed()
    {
        var row = CreateRow(1);
        _cache.Keep(row);

        _time.Late = TimeSpan.FromMinutes(9);
        Assert.Same(row, _cache.Find(row.Id, Type));
        _time.Late = TimeSpan.FromMinutes(10);
        Assert.Null(_cache.Find(row.Id, Type));

        var next = row with { Version = 2 };
        _cache.Keep(next);
        Assert.Same(next, _cache.Find(row.Id, Type));
        Assert.Null(_cache.Find(row.Id, "Parcel"));
        _cache.Remove(row.Id, Type);
        Assert.Null(_cache.Find(row.Id, Type));
    }

    [Fact]
    public void Keep_MoreThanThereIsRoomFor_ForgetsThoseThatWaitedLongest()
    {
        List<SagaRecord> rows = [.. Enumerable.Range(0, 2049).Select(_ => CreateRow(1))];
        rows[..2048].ForEach(_cache.Keep);
        _cache.Keep(rows[0]);

        _cache.Keep(rows[2048]);

        Assert.Null(_cache.Find(rows[1].Id, Type));
        Assert.All(rows.Where((_, number) => number != 1), row => Assert.NotNull(_cache.Find(row.Id, Type)));
    }

    private static SagaRecord CreateRow(int version) => new(Guid.NewGuid(), Type, "running", version, "{}", [], "[]", DateTime.UnixEpoch, null, false);

    // It stands still but for what the test says.
    private sealed class LateTime : TimeProvider
    {
        public TimeSpan Late { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Late.Ticks;
    }
}
