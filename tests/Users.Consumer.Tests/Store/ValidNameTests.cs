using KafkaRider.EntityFrameworkCore;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Consumer.Tests.Store;

public sealed class ValidNameTests
{
    [Theory]
    [InlineData(0xd83e)]
    [InlineData(0xdd8a)]
    [InlineData(0xfffe)]
    public void Parse_InvalidUnicode_Throws(int codeUnit) =>
        Assert.Throws<InvalidCommandException>(() => ValidName.Parse($"a{(char)codeUnit}b"));

    [Theory]
    [InlineData("a")]
    [InlineData("'; DROP TABLE users; --")]
    [InlineData("@p0 ?p1 \\ \" %s")]
    [InlineData("\ud83e\udd8a")]
    public void Parse_UnusualName_KeepsItAsGiven(string name) => Assert.Equal(name, ValidName.Parse(name).Given);

    [Fact]
    public void Parse_SameNameInTwoForms_HasOneKey()
    {
        Assert.Equal(ValidName.Parse("Zoe\u0308").Key, ValidName.Parse(" ZO\u00cb").Key);
        Assert.NotEqual(ValidName.Parse("Zoe").Key, ValidName.Parse("Zo\u00eb").Key);
    }

    [Fact]
    public void Fingerprint_PartsThatJoinAlike_Differ()
    {
        Assert.NotEqual(Digest.Of("ab", "c"), Digest.Of("a", "bc"));
        Assert.NotEqual(Digest.Of("CreateUser", "Ada"), Digest.Of("DeleteUser", "Ada"));
        Assert.Equal(Digest.Of(nameof(CreateUser), "Ada"), Digest.Of("CreateUser", "Ada"));
    }
}
