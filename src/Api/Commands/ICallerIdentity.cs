namespace Users.Api.Commands;

/// <summary>Says who sends a request, so that the idempotency keys of different callers never meet.</summary>
internal interface ICallerIdentity
{
    /// <summary>Returns a name that is the same for all requests of one caller and no other's.</summary>
    string Identify(HttpContext http);
}
