namespace KafkaRider.AspNetCore;

/// <summary>Says what stood where a whole number should be.</summary>
public enum JsonIntegerKind
{
    /// <summary>The member was left out.</summary>
    Missing,

    /// <summary>A whole number of 64 bits.</summary>
    Whole,

    /// <summary>Something else: another number, or none at all.</summary>
    NotWhole,
}
