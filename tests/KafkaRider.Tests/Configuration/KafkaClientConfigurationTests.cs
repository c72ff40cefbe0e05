using Confluent.Kafka;
using KafkaRider.Internal;
using MassTransit;

namespace KafkaRider.Tests.Configuration;

public sealed class KafkaClientConfigurationTests
{
    [Theory]
    [InlineData("acks", "1")]
    [InlineData("acks", "0")]
    [InlineData("request.required.acks", "leader")]
    [InlineData("enable.idempotence", "false")]
    [InlineData("max.in.flight", "2")]
    [InlineData("max.in.flight.requests.per.connection", "5")]
    public void Producer_SettingThatBreaksAGuarantee_IsRefusedByName(string name, string value)
    {
        var options = new KafkaOptions { BootstrapServers = "localhost:9092" };
        options.Producer[name] = value;

        var exception = Assert.Throws<ConfigurationException>(() => KafkaClientConfiguration.Producer(options));

        Assert.Contains($"{name}={value}", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("enable.auto.commit", "true")]
    [InlineData("enable.auto.offset.store", "true")]
    public void Consumer_SettingThatBreaksAGuarantee_IsRefusedByName(string name, string value)
    {
        var options = new KafkaOptions { BootstrapServers = "localhost:9092" };
        options.Client[name] = value;

        var exception = Assert.Throws<ConfigurationException>(() => KafkaClientConfiguration.Consumer(options, "group"));

        Assert.Contains($"{name}={value}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Producer_Defaults_AreSafeAndQuick()
    {
        var config = KafkaClientConfiguration.Producer(new() { BootstrapServers = "localhost:9092" });

        Assert.Equal(Acks.All, config.Acks);
        Assert.True(config.EnableIdempotence);
        Assert.Equal(1, config.MaxInFlight);
        Assert.Equal(0, config.LingerMs);
    }

    [Fact]
    public void Consumer_Defaults_CommitNothingByThemselves()
    {
        var config = KafkaClientConfiguration.Consumer(new() { BootstrapServers = "localhost:9092" }, "group");

        Assert.False(config.EnableAutoCommit);
        Assert.False(config.EnableAutoOffsetStore);
        Assert.Equal(AutoOffsetReset.Earliest, config.AutoOffsetReset);
        Assert.Equal("group", config.GroupId);
    }

    [Fact]
    public void Consumer_OwnSetting_WinsOverTheCommonOne()
    {
        var options = new KafkaOptions { BootstrapServers = "localhost:9092" };
        options.Client["client.id"] = "common";
        options.Consumer["client.id"] = "own";

        Assert.Equal("own", KafkaClientConfiguration.Consumer(options, "group").ClientId);
        Assert.Equal("common", KafkaClientConfiguration.Producer(options).ClientId);
    }
}
