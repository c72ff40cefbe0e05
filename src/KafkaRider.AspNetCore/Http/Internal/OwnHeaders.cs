namespace KafkaRider.AspNetCore.Internal;

/// <summary>Names the headers that no standard library has.</summary>
internal static class OwnHeaders
{
    public const string IdempotencyKey = "Idempotency-Key";
    public const string IdempotencyReplayed = "Idempotency-Replayed";
    public const string OperationLocation = "Operation-Location";
    public const string ConsistencyToken = "Consistency-Token";
    public const string Prefer = "Prefer";
    public const string PreferenceApplied = "Preference-Applied";
    public const string AcceptPatch = "Accept-Patch";
}
