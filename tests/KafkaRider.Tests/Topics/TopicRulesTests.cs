using KafkaRider.Internal;

namespace KafkaRider.Tests.Topics;

public sealed class TopicRulesTests
{
    private static readonly TopicDeclaration Forever = new("events", 12, Retention: null);
    private static readonly TopicDeclaration AWeek = new("commands", 12, TimeSpan.FromDays(7));

    [Fact]
    public void SettingsOf_NameEverySettingThatDecidesHowLongRecordsStay()
    {
        Assert.Equal(
            new Dictionary<string, string> { ["cleanup.policy"] = "delete", ["retention.ms"] = "604800000", ["retention.bytes"] = "-1" },
            TopicRules.SettingsOf(AWeek));
        Assert.Equal("-1", TopicRules.SettingsOf(Forever)["retention.ms"]);
    }

    [Theory]
    [InlineData("cleanup.policy", "compact", "cleanup.policy=delete")]
    [InlineData("cleanup.policy", "compact,delete", "cleanup.policy=delete")]
    [InlineData("retention.ms", "604799999", "retention.ms=604800000")]
    [InlineData("retention.bytes", "1073741824", "retention.bytes=-1")]
    [InlineData("max.message.bytes", "1024", "max.message.bytes=65536")]
    [InlineData("message.timestamp.before.max.ms", "0", "message.timestamp.before.max.ms=60000")]
    [InlineData("message.timestamp.after.max.ms", "0", "message.timestamp.after.max.ms=60000")]
    [InlineData("min.insync.replicas", "2", "min.insync.replicas=1")]
    public void FindTrouble_SettingThatBreaksAPromise_IsNamedWithWhatIsNeeded(string setting, string value, string needed)
    {
        var trouble = TopicRules.FindTrouble(AWeek, new Dictionary<string, string> { [setting] = value }, replicas: 1);

        Assert.Contains($"topic commands has {setting}={value}", trouble, StringComparison.Ordinal);
        Assert.Contains($"but {needed} is needed", trouble, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', trouble!);
    }

    [Fact]
    public void FindTrouble_RetentionOfWhatIsKeptForEver_MustBeForEver() => Assert.Contains(
        "retention.ms=-1 is needed",
        TopicRules.FindTrouble(Forever, new Dictionary<string, string> { ["retention.ms"] = $"{long.MaxValue}" }, replicas: 1),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("cleanup.policy", "delete")]
    [InlineData("retention.ms", "-1")]
    [InlineData("retention.ms", "604800000")]
    [InlineData("retention.ms", "2592000000")]
    [InlineData("retention.bytes", "-1")]
    [InlineData("max.message.bytes", "1048588")]
    [InlineData("min.insync.replicas", "1")]
    [InlineData("a.setting.to.come", "1")]
    public void FindTrouble_SettingThatKeepsIt_IsNone(string setting, string value) =>
        Assert.Null(TopicRules.FindTrouble(AWeek, new Dictionary<string, string> { [setting] = value }, replicas: 1));

    [Fact]
    public void FindTrouble_TooFewPartitions_AreNamed()
    {
        Assert.Equal(
            "topic commands has 11 partitions, but 12 are needed: add partitions to it", TopicRules.FindTrouble(AWeek, partitions: 11));
        Assert.Null(TopicRules.FindTrouble(AWeek, partitions: 12));
        Assert.Null(TopicRules.FindTrouble(AWeek, partitions: 13));
    }
}
