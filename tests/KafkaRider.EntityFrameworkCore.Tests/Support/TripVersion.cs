namespace KafkaRider.EntityFrameworkCore.Tests.Support;

/// <summary>Says which version of the process of trips an instance hosts.</summary>
public enum TripVersion
{
    /// <summary>No version: the instance has the travel agency and clients.</summary>
    None,

    /// <summary>The one that most tests are of.</summary>
    Usual,

    /// <summary>The one after, with one more step.</summary>
    Insured,

    /// <summary>The usual one, which knows of that step.</summary>
    Uninsured,
}
