namespace KafkaRider.AspNetCore.Internal;

/// <summary>Reads the settings of Kafka, which depend on how long clients wait.</summary>
internal static class KafkaSettings
{
    private static readonly TimeSpan LongestProduceTimeout = TimeSpan.FromSeconds(1.5);

    // Kafka must have taken the command, or refused it, well before the client's deadline: only then is a 503 an answer, and a 504 a promise.
    public static KafkaOptions Read(ConfigurationManager configuration, TimeSpan deadline)
    {
        var kafka = new KafkaOptions { MessageTimeout = deadline / 2 < LongestProduceTimeout ? deadline / 2 : LongestProduceTimeout };
        configuration.Bind(KafkaOptions.SectionName, kafka);
        return kafka;
    }

    public static KafkaRequestClientOptions ReadRequestClient(ConfigurationManager configuration, string replyTopic, TimeSpan deadline)
    {
        var options = new KafkaRequestClientOptions { ReplyTopic = replyTopic };
        configuration.Bind(KafkaRequestClientOptions.SectionName, options);
        options.Timeout = deadline;
        return options;
    }
}
