using System.Text;

namespace Users.Contracts;

/// <summary>Decides when two user names are the same.</summary>
public static class UserName
{
    /// <summary>The greatest length of a name, in UTF-16 code units.</summary>
    public const int MaxLength = 255;

    /// <summary>Returns the form of a name that is equal for all names which differ only in case, surrounding space or Unicode form.</summary>
    /// <param name="name">A name as given.</param>
    /// <returns>The normalised name: the key of the command's record, and what the database holds unique.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is not valid Unicode (a surrogate without its other half).</exception>
    public static string Normalize(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        // Decomposed first, because some letters have a case mapping only in one of their forms. Upper before lower folds what has
        // several lower-case forms (final sigma), and a case mapping can leave the normal form.
        return name.Normalize(NormalizationForm.FormKD)
            .ToUpperInvariant()
            .ToLowerInvariant()
            .Normalize(NormalizationForm.FormKC)
            .Trim();
    }
}
