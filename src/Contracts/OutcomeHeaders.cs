namespace Users.Contracts;

/// <summary>Names the headers that an outcome carries beside MassTransit's own.</summary>
public static class OutcomeHeaders
{
    /// <summary>Is <c>true</c> when the outcome is that of an earlier command with the same operation id; absent otherwise.</summary>
    public const string Replayed = "Replayed";
}
