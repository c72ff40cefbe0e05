using System.Text;
using KafkaRider.AspNetCore;
using KafkaRider.EntityFrameworkCore;
using Users.Api.Users;
using Users.Consumer.Users;

namespace Users.Api.Tests.Users;

public sealed class UserNameRulesTests
{
    private static readonly CreateUserEndpoint.Rules Validator = new();

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
        Validator.Validate(new CreateUserEndpoint.Body(new JsonText(JsonTextKind.Text, name))).IsValid;

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
