namespace KafkaRider.AspNetCore;

/// <summary>Says to clients and whatever is on the way to them what they may do with an answer.</summary>
public static class Caching
{
    /// <summary>Lets the client keep it, and nobody else, and has it ask whether it still holds.</summary>
    public const string AskAgain = "private, no-cache";

    /// <summary>Also has it delivered as it is: who packs a body weakens its entity tag, which then matches nothing.</summary>
    public const string Unchanged = "private, no-cache, no-transform";
}
