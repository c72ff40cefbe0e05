namespace KafkaRider.AspNetCore.Internal;

/// <summary>Takes everyone for the same caller, because nobody authenticates yet.</summary>
internal sealed class AnonymousCaller : ICallerIdentity
{
    public string Identify(HttpContext http) => "";
}
