namespace KafkaRider.AspNetCore.Internal;

/// <summary>Marks the endpoints that take commands: their requests are accounted for.</summary>
internal sealed class CommandEndpoint
{
    public static readonly CommandEndpoint Instance = new();

    private CommandEndpoint()
    {
    }
}
