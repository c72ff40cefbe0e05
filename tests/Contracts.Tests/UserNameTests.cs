using System.Text;

namespace Users.Contracts.Tests;

public sealed class UserNameTests
{
    [Theory]
    [InlineData("Ada", "ada")]
    [InlineData("  Ada Lovelace \t", "ada lovelace")]
    [InlineData("\u00a0Ada\u00a0Lovelace\u3000", "ada lovelace")]
    [InlineData("ZOE\u0308", "zo\u00eb")]
    [InlineData("Zo\u00cb", "zo\u00eb")]
    [InlineData("\uff21\uff44\uff41", "ada")]
    [InlineData("\ufb01n", "fin")]
    [InlineData("\u212bngstr\u00f6m", "\u00e5ngstr\u00f6m")]
    [InlineData("\u03a3\u0399\u03a3\u03a5\u03a6\u039f\u03a3", "\u03c3\u03b9\u03c3\u03c5\u03c6\u03bf\u03c3")]
    [InlineData("\u03c3\u03b9\u03c3\u03c5\u03c6\u03bf\u03c2", "\u03c3\u03b9\u03c3\u03c5\u03c6\u03bf\u03c3")]
    [InlineData("STRA\u1e9eE", "strasse")]
    [InlineData("Stra\u00dfe", "strasse")]
    [InlineData("Ad\u200ba", "ada")]
    [InlineData("A\u00adda", "ada")]
    [InlineData("\u202eadA", "ada")]
    [InlineData("Ada\ufe0f", "ada")]
    [InlineData("A\U000e0064da", "ada")]
    [InlineData("\u3164", "")]
    [InlineData("\U00010400", "\U00010428")]
    [InlineData("", "")]
    [InlineData(" \u2003", "")]
    public void Normalize_Name_IsExactlyThis(string name, string normalized) => Assert.Equal(normalized, UserName.Normalize(name));

    [Theory]
    [InlineData("Ada  Lovelace", "Ada Lovelace")]
    [InlineData("Zoe", "Zo\u00eb")]
    [InlineData("Straße", "Strase")]
    public void Normalize_NamesThatDifferOtherwise_StayDifferent(string one, string other) =>
        Assert.NotEqual(UserName.Normalize(one), UserName.Normalize(other));

    [Theory]
    [InlineData(0xd83e)]
    [InlineData(0xdd8a)]
    [InlineData(0xfffe)]
    public void Normalize_InvalidUnicode_Throws(int codeUnit) =>
        Assert.Throws<ArgumentException>(() => UserName.Normalize($"a{(char)codeUnit}b"));

    [Theory]
    [InlineData("Ada", UserNameFault.None)]
    [InlineData("\U0001f468\u200d\U0001f469\u200d\U0001f467", UserNameFault.None)]
    [InlineData(null, UserNameFault.Blank)]
    [InlineData("", UserNameFault.Blank)]
    [InlineData(" \u2003", UserNameFault.Blank)]
    [InlineData("\u200b", UserNameFault.Blank)]
    [InlineData("\u2060", UserNameFault.Blank)]
    [InlineData("\u3164", UserNameFault.Blank)]
    [InlineData("\u2800 \u2800", UserNameFault.Blank)]
    [InlineData("\u00ad", UserNameFault.Blank)]
    [InlineData("\u115f", UserNameFault.Blank)]
    [InlineData("\ufe0f", UserNameFault.Blank)]
    [InlineData("a\u0007", UserNameFault.Control)]
    [InlineData("a\u2028b", UserNameFault.Control)]
    [InlineData("a\u0378", UserNameFault.Unassigned)]
    [InlineData("a\uffff", UserNameFault.Unassigned)]
    [InlineData("a\ufdd0", UserNameFault.Unassigned)]
    [InlineData("a\ue000", UserNameFault.Unassigned)]
    [InlineData("a\U0010fffd", UserNameFault.Unassigned)]
    public void FindFault_Name_IsThis(string? name, UserNameFault fault) => Assert.Equal(fault, UserName.FindFault(name));

    [Fact]
    public void FindFault_HalfAPair_IsNotUnicode() => Assert.Equal(UserNameFault.NotUnicode, UserName.FindFault($"a{(char)0xd83e}b"));

    [Theory]
    [InlineData("a", 255, UserNameFault.None)]
    [InlineData("a", 256, UserNameFault.TooLong)]
    [InlineData("\U0001f98a", 255, UserNameFault.None)]
    [InlineData("\U0001f98a", 256, UserNameFault.TooLong)]
    [InlineData("\u5f20", 255, UserNameFault.None)]
    [InlineData("\ufdfa", 30, UserNameFault.None)]
    [InlineData("\ufdfa", 31, UserNameFault.TooLongNormalized)]
    [InlineData("\ufdfa", 255, UserNameFault.TooLongNormalized)]
    public void FindFault_LongName_CountsCodePointsAndNormalisedBytes(string character, int count, UserNameFault fault) =>
        Assert.Equal(fault, UserName.FindFault(string.Concat(Enumerable.Repeat(character, count))));

    [Fact]
    public void Normalize_Null_Throws() => Assert.Throws<ArgumentNullException>(() => UserName.Normalize(null!));

    [Fact]
    public void Normalize_EveryCharacterInEveryFormAndCase_IsTheSame()
    {
        var different = new List<string>();

        foreach (var rune in Enumerable.Range(0, 0x110000).Where(value => Rune.IsValid(value) && value != 0xfffe).Select(value => new Rune(value)))
        {
            var name = $"x{rune}y";
            var normalized = UserName.Normalize(name);
            string[] forms =
            [
                name.Normalize(NormalizationForm.FormC), name.Normalize(NormalizationForm.FormD),
                name.Normalize(NormalizationForm.FormKC), name.Normalize(NormalizationForm.FormKD),
            ];

            if (UserName.Normalize(normalized) != normalized
                || forms.Any(form => UserName.Normalize(form) != normalized
                    || UserName.Normalize(form.ToUpperInvariant()) != normalized
                    || UserName.Normalize(form.ToLowerInvariant()) != normalized))
            {
                different.Add($"U+{rune.Value:X4}");
            }
        }

        Assert.Empty(different);
    }
}
