using Confluent.Kafka;
using KafkaRider.Internal;
using MassTransit;

namespace KafkaRider.Tests.Configuration;

public sealed class KafkaClientConfigurationTests
{
    [Theory]
    [InlineData("localhost:9092")]
    [InlineData("localhost")]
    [InlineData("a:1, b:65535,")]
    [InlineData("[::1]:9092")]
    [InlineData("SASL_SSL://kafka.example:9093")]
    public void Check_BootstrapServers_ThatLibrdkafkaReads_AreTaken(string servers) =>
        KafkaClientConfiguration.Check(new KafkaOptions { BootstrapServers = servers });

    [Theory]
    [InlineData(",,", "there is no broker in it")]
    [InlineData("localhost:0", "'localhost:0' has no port from 1 to 65535")]
    [InlineData("good:9092,localhost:65536", "'localhost:65536' has no port from 1 to 65535")]
    [InlineData("localhost:", "'localhost:' has no port from 1 to 65535")]
    [InlineData("localhost:kafka", "'localhost:kafka' has no port from 1 to 65535")]
    [InlineData(":9092", "':9092' names no host")]
    [InlineData("one two:9092", "'one two:9092' names no host")]
    [InlineData("PLAINTEXT://", "'PLAINTEXT://' names no host")]
    public void Check_BootstrapServers_ThatLeadNowhere_AreRefused(string servers, string reason)
    {
        var exception = Assert.Throws<ConfigurationException>(() => KafkaClientConfiguration.Check(new KafkaOptions { BootstrapServers = servers }));

        Assert.Equal($"Kafka:BootstrapServers={servers} is refused: {reason}.", exception.Message);
    }

    [Theory]
    [InlineData("acks", "1")]
    [InlineData("acks", "0")]
    [InlineData("request.required.acks", "leader")]
    [InlineData("enable.idempotence", "false")]
    [InlineData("max.in.flight", "2")]
    [InlineData("max.in.flight.requests.per.connection", "5")]
    [InlineData("request_required_acks", "1")]
    [InlineData("ENABLE_IDEMPOTENCE", "false")]
    [InlineData("transactional.id", "x")]
    [InlineData("partitioner", "random")]
    [InlineData("partitioner", "consistent_random")]
    [InlineData("queuing.strategy", "lifo")]
    [InlineData("delivery.report.only.error", "true")]
    [InlineData("dotnet.producer.enable.delivery.reports", "false")]
    [InlineData("dotnet.producer.enable.background.poll", "false")]
    [InlineData("message.timeout.ms", "0")]
    [InlineData("delivery.timeout.ms", "0")]
    [InlineData("metadata.broker.list", "localhost:1")]
    [InlineData("bootstrap.servers", "localhost:1")]
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
    [InlineData("auto.commit.enable", "true")]
    [InlineData("auto.commit.interval.ms", "100")]
    [InlineData("auto.offset.reset", "latest")]
    [InlineData("auto.offset.reset", "largest")]
    [InlineData("auto.offset.reset", "error")]
    [InlineData("auto_offset_reset", "end")]
    [InlineData("enable.partition.eof", "true")]
    [InlineData("group.instance.id", "one")]
    [InlineData("group.id", "other")]
    [InlineData("isolation.level", "read_uncommitted")]
    [InlineData("allow.auto.create.topics", "true")]
    [InlineData("heartbeat.interval.ms", "6000")]
    [InlineData("dotnet.consumer.consume.result.fields", "none")]
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

        Assert.Equal("own-kafkarider", KafkaClientConfiguration.Consumer(options, "group").ClientId);
        Assert.Equal("common", KafkaClientConfiguration.Producer(options).ClientId);
    }

    [Theory]
    [InlineData("delivery.timeout.ms")]
    [InlineData("delivery_timeout_ms")]
    [InlineData("MESSAGE_TIMEOUT_MS")]
    public void Producer_OneSettingOfSeveralNames_ReplacesTheDefault(string name)
    {
        var options = new KafkaOptions { BootstrapServers = "localhost:9092" };
        options.Client[name] = "1234";

        Assert.Equal(1234, KafkaClientConfiguration.Producer(options).MessageTimeoutMs);
    }

    [Fact]
    public void Producer_OneSettingUnderTwoNames_IsRefusedUnlessTheyAgree()
    {
        var options = new KafkaOptions { BootstrapServers = "localhost:9092" };
        options.Producer["linger.ms"] = "1";
        options.Producer["queue_buffering_max_ms"] = "1";
        Assert.Equal(1, KafkaClientConfiguration.Producer(options).LingerMs);

        options.Producer["queue_buffering_max_ms"] = "2";

        var exception = Assert.Throws<ConfigurationException>(() => KafkaClientConfiguration.Producer(options));
        Assert.Contains("linger.ms and queue_buffering_max_ms", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Producer_WithRequests_GivesUpBeforeTheyDo()
    {
        var options = new KafkaOptions { BootstrapServers = "localhost:9092" };

        Assert.Equal(2500, KafkaClientConfiguration.Producer(options, new KafkaRequestClientOptions().Timeout).MessageTimeoutMs);
        Assert.Equal(10_000, KafkaClientConfiguration.Producer(options, TimeSpan.FromMinutes(1)).MessageTimeoutMs);
        Assert.Equal(10_000, KafkaClientConfiguration.Producer(options).MessageTimeoutMs);

        options.MessageTimeout = TimeSpan.FromSeconds(5);
        var exception = Assert.Throws<ConfigurationException>(() => KafkaClientConfiguration.Producer(options, TimeSpan.FromSeconds(5)));
        Assert.Contains("message.timeout.ms=5000", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("session.timeout.ms", "abc")]
    [InlineData("session.timeout.ms", "0")]
    [InlineData("session.timeout.ms", "3600000")]
    [InlineData("colour", "red")]
    [InlineData("acks", "all")]
    [InlineData("delivery_timeout_ms", "2000")]
    [InlineData("compression.codec", "lz4")]
    public void Check_ConsumerSettingThatCannotBe_IsRefusedByName(string name, string value)
    {
        var options = new KafkaOptions { BootstrapServers = "localhost:9092" };
        options.Consumer[name] = value;

        var exception = Assert.Throws<ConfigurationException>(() => KafkaClientConfiguration.Check(options));

        Assert.StartsWith($"Kafka setting {name} is refused: ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("message.timeout.ms", "soon")]
    [InlineData("message.timeout.ms", "-1")]
    [InlineData("retries", "0")]
    [InlineData("compression.type", "rar")]
    [InlineData("session.timeout.ms", "6000")]
    [InlineData("linger_ms", "900001")]
    [InlineData("auto.offset.reset", "earliest")]
    [InlineData("auto.commit.enable", "false")]
    public void Check_ProducerSettingThatCannotBe_IsRefusedByName(string name, string value)
    {
        var options = new KafkaOptions { BootstrapServers = "localhost:9092" };
        options.Producer[name] = value;

        var exception = Assert.Throws<ConfigurationException>(() => KafkaClientConfiguration.Check(options));

        Assert.StartsWith($"Kafka setting {name} is refused: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WrongSecret_IsNeverTold()
    {
        var options = new KafkaOptions { BootstrapServers = "localhost:9092" };
        options.Client["security_protocol"] = "SASL_SSL";
        options.Client["sasl_mechanism"] = "PLAIN";
        options.Client["sasl_username"] = "api";
        options.Client["sasl_password"] = "hush-hush";
        options.Client["ssl_key_password"] = "hush-hush";
        options.Client["ssl_ca_location"] = "/nowhere/ca.pem";

        var exception = Assert.Throws<ConfigurationException>(() => KafkaClientConfiguration.Check(options));

        Assert.Contains("ssl.ca.location", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ConsumerProtocol_IsTaken()
    {
        var options = new KafkaOptions { BootstrapServers = "localhost:9092" };
        options.Consumer["group_protocol"] = "consumer";

        KafkaClientConfiguration.Check(options);

        Assert.Equal(GroupProtocol.Consumer, KafkaClientConfiguration.Consumer(options, "group").GroupProtocol);
        Assert.Null(KafkaClientConfiguration.Follower(options).GroupProtocol);
    }
}
