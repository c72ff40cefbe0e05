using System.Text;
using KafkaRider.EntityFrameworkCore;
using Users.Api.Input;
using Users.Api.Users;
using Users.Consumer.Users;

namespace Users.Api.Tests.Users;

public sealed class UserNameRulesTests
{
    private static readonly CreateUserRequestValidator Validator = new();

    [Fact]
    public void Validate_EveryCharacterOfTheFirstPlanes_AgreesWithTheConsumer()
    {
        var disputed = Enumerable.Range(0, 0x20000)
            .Where(Rune.IsValid)
            .Select(code => new Rune(code).ToString())
            .Where(name => IsValidHere(name) != IsValidThere(name))
            .Select(name => $"U+{Rune.GetRuneAt(name, 0).Value:X4}");

        Assert.Equal([], disputed);
    }

    private static bool IsValidHere(string name) =>
        Validator.Validate(new CreateUserRequest { Name = new JsonText(JsonTextKind.Text, name) }).IsValid;

    private static bool IsValidThere(string name)
    {
        try
        {
            ValidName.Parse(name);
            return true;
        }
        catch (InvalidCommandException)
        {
            return false;
        }
    }
}
