namespace KafkaRider.AspNetCore;

/// <summary>Says what stood where a string should be.</summary>
public enum JsonTextKind
{
    /// <summary>The member was left out.</summary>
    Missing,

    /// <summary>A string.</summary>
    Text,

    /// <summary>Something else than a string, or null.</summary>
    NotText,

    /// <summary>A string that is not valid Unicode.</summary>
    NotUnicode,
}
