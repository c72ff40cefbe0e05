using System.Text.Json;
using KafkaRider;
using Users.Api.Reading;
using Users.Contracts;

namespace Users.Api.Tests.Reading;

public sealed class EventRulesTests
{
    private const string Id = "\"userId\":\"0196f0f0-0000-7000-8000-000000000001\"";
    private const string Time = "\"createdAt\":\"2026-03-04T12:00:00Z\"";
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData($$"""{{{Id}},"name":"Ada","version":1}""")]
    [InlineData($$"""{{{Id}},"name":"Ada","version":1,"createdAt":"0001-01-01T00:00:00Z"}""")]
    [InlineData($$"""{{{Id}},"name":"Ada","version":1,"createdAt":"1969-12-31T23:59:59Z"}""")]
    [InlineData($$"""{{{Id}},"name":"Ada","version":1,"createdAt":"9999-01-01T00:00:00Z"}""")]
    [InlineData($$"""{{{Id}},"name":"Ada",{{Time}}}""")]
    [InlineData($$"""{{{Id}},"name":"Ada","version":0,{{Time}}}""")]
    [InlineData($$"""{{{Id}},"name":"Ada","version":-7,{{Time}}}""")]
    [InlineData($$"""{{{Id}},"version":1,{{Time}}}""")]
    [InlineData($$"""{{{Id}},"name":" ","version":1,{{Time}}}""")]
    [InlineData($$"""{"name":"Ada","version":1,{{Time}}}""")]
    public void Check_UserThatCannotBe_IsRefused(string created) => Assert.Throws<InvalidRecordException>(() => Check<UserCreated>(created));

    [Fact]
    public void Check_NameThatIsTooLong_IsRefused() => Assert.Throws<InvalidRecordException>(
        () => EventRules.Check(new UserCreated(Guid.NewGuid(), new string('a', 10_000), 1, Now), Now));

    [Theory]
    [InlineData($$"""{{{Id}},"name":"Ada","version":2,{{Time}}}""")]
    [InlineData($$"""{{{Id}},"name":"Ada","version":2,"updatedAt":"2026-03-04T12:00:00Z"}""")]
    public void Check_UpdateWithoutATime_IsRefused(string updated) => Assert.Throws<InvalidRecordException>(() => Check<UserUpdated>(updated));

    [Fact]
    public void Check_DeletionWithoutATime_IsRefused() =>
        Assert.Throws<InvalidRecordException>(() => Check<UserDeleted>($$"""{{{Id}},"name":"Ada","version":2}"""));

    [Theory]
    [InlineData("1970-01-02T00:00:00Z")]
    [InlineData("2026-03-04T12:00:00Z")]
    [InlineData("2036-03-04T12:00:00Z")]
    public void Check_UserOfAClockThatIsWrong_IsTaken(string time) =>
        Check<UserCreated>($$"""{{{Id}},"name":"Ada","version":1,"createdAt":"{{time}}"}""");

    [Fact]
    public void Check_OutcomesThatTellOfNoUser_AreTaken() => EventRules.Check(new UserNotFound(Guid.NewGuid()), Now);

    private static void Check<T>(string json)
        where T : class => EventRules.Check(JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!, Now);
}
