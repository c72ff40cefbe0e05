namespace Users.Contracts;

/// <summary>Says what is wrong with a name.</summary>
public enum UserNameFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is missing, or shows nothing.</summary>
    Blank,

    /// <summary>It has a surrogate without its other half.</summary>
    NotUnicode,

    /// <summary>It has more than <see cref="UserName.MaxLength"/> code points.</summary>
    TooLong,

    /// <summary>It has a control character or ends a line.</summary>
    Control,

    /// <summary>It has a code point that Unicode has not assigned, or has left to private use.</summary>
    Unassigned,

    /// <summary>It is longer than <see cref="UserName.MaxNormalizedBytes"/> once it is normalised.</summary>
    TooLongNormalized,
}
