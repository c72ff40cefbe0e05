using System.Globalization;
using System.Text;

namespace Users.Contracts;

/// <summary>Decides which names a user can have, and when two of them are the same.</summary>
public static class UserName
{
    /// <summary>The greatest length of a name, in Unicode code points, which is how JSON Schema counts.</summary>
    public const int MaxLength = 255;

    /// <summary>
    /// The greatest length of a normalised name in UTF-8, in bytes: that of the longest name in any script. Normalising can make a name
    /// many times longer.
    /// </summary>
    public const int MaxNormalizedBytes = 4 * MaxLength;

    private const char BrailleBlank = '\u2800';

    /// <summary>Returns what is wrong with a name.</summary>
    /// <param name="name">A name as given.</param>
    /// <returns>The first fault that is found, or <see cref="UserNameFault.None"/>.</returns>
    public static UserNameFault FindFault(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return UserNameFault.Blank;
        }

        var (length, isVisible, fault) = (0, false, UserNameFault.None);

        for (var rest = name.AsSpan(); rest.Length > 0; length++)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                return UserNameFault.NotUnicode;
            }

            rest = rest[consumed..];
            isVisible |= !Rune.IsWhiteSpace(rune) && !Ignorables.Contains(rune) && rune.Value != BrailleBlank;

            if (fault == UserNameFault.None)
            {
                fault = FindFault(rune);
            }
        }

        return length > MaxLength ? UserNameFault.TooLong
            : !isVisible ? UserNameFault.Blank
            : fault != UserNameFault.None ? fault
            : Encoding.UTF8.GetByteCount(Normalize(name)) switch
            {
                // Some marks combine with nothing but space.
                0 => UserNameFault.Blank,
                > MaxNormalizedBytes => UserNameFault.TooLongNormalized,
                _ => UserNameFault.None,
            };
    }

    /// <summary>
    /// Returns the form of a name that is equal for all names which differ only in case, surrounding space, Unicode form, or characters
    /// that nobody sees. It is the NFKC_Casefold of Unicode (UAX 31), with the space around it removed.
    /// </summary>
    /// <param name="name">A name as given.</param>
    /// <returns>The normalised name: the key of the command's record, and what the database holds unique.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is not valid Unicode (a surrogate without its other half).</exception>
    public static string Normalize(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        // Decomposed first, because some letters have a case mapping only in one of their forms; of those whose folding is more than one
        // letter, only sharp s is left then. Upper before lower folds what has several lower-case forms (final sigma), and a case mapping
        // can leave the normal form.
        return Ignorables.Remove(name.Normalize(NormalizationForm.FormKD))
            .Replace("\u00df", "ss", StringComparison.Ordinal)
            .Replace("\u1e9e", "ss", StringComparison.Ordinal)
            .ToUpperInvariant()
            .ToLowerInvariant()
            .Normalize(NormalizationForm.FormKC)
            .Trim();
    }

    private static UserNameFault FindFault(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => UserNameFault.Control,
        // Their keys would change with the next version of Unicode, or are a matter of private agreement.
        UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse => UserNameFault.Unassigned,
        _ => UserNameFault.None,
    };
}
