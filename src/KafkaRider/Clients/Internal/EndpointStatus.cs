namespace KafkaRider.Internal;

/// <summary>Says whether an endpoint can do its work, and if not, why.</summary>
internal sealed record EndpointStatus(bool IsReady, string Description, Exception? Exception = null)
{
    public static EndpointStatus Ready(string description) => new(true, description);

    public static EndpointStatus NotReady(string description, Exception? exception = null) => new(false, description, exception);
}
