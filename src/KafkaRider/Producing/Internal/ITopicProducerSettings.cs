namespace KafkaRider.Internal;

/// <summary>Says whether a producer needs a client of its own, and which.</summary>
internal interface ITopicProducerSettings
{
    string Topic { get; }

    /// <summary>Gets the settings of the client that are not the rider's.</summary>
    IReadOnlyDictionary<string, string> Client { get; }

    Action<string>? StatisticsHandler { get; }

    bool HasOwnClient => Client.Count > 0 || StatisticsHandler is not null;
}
