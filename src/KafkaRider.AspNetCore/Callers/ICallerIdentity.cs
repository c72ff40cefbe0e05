namespace KafkaRider.AspNetCore;

/// <summary>Says who sends a request, so that the idempotency keys of different callers never meet.</summary>
public interface ICallerIdentity
{
    /// <summary>Returns a name that is the same for all requests of one caller and no other's.</summary>
    /// <param name="http">The request.</param>
    string Identify(HttpContext http);
}
