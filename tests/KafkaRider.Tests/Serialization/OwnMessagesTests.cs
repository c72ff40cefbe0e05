using System.Text.Json;
using MassTransit;

namespace KafkaRider.Tests.Serialization;

/// <summary>Messages of the library itself: services of other versions, and in other languages, read what is written here.</summary>
public sealed class OwnMessagesTests
{
    private static readonly Guid Id = Guid.Parse("01998f2e-7c1b-7d2a-8f3e-0123456789ab");
    private static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, 89, 12, TimeSpan.Zero);
    private static readonly ProcessChanged Changed = new(Id, "Registration", "running", 2, At, At, [new("user", "done", 1, At, null)]);

    public static TheoryData<object, string, string> Messages => new()
    {
        { new GetOperation(Id), "KafkaRider:GetOperation", """{"operationId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab"}""" },
        { new OperationUnknown(Id), "KafkaRider:OperationUnknown", """{"operationId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab"}""" },
        {
            new OperationFound(Id, "UserNotFound", "{}", "00", At, "11"), "KafkaRider:OperationFound",
            """{"operationId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab","outcomeType":"UserNotFound","outcome":"{}","fingerprint":"00","completedAt":"2026-03-04T05:06:07.089012+00:00","caller":"11","process":null}"""
        },
        {
            Changed, "KafkaRider:ProcessChanged",
            """{"id":"01998f2e-7c1b-7d2a-8f3e-0123456789ab","process":"Registration","status":"running","version":2,"startedAt":"2026-03-04T05:06:07.089012+00:00","at":"2026-03-04T05:06:07.089012+00:00","steps":[{"name":"user","status":"done","attempts":1,"since":"2026-03-04T05:06:07.089012+00:00","reason":null}]}"""
        },
    };

    [Theory]
    [MemberData(nameof(Messages), DisableDiscoveryEnumeration = true)]
    public void Message_Serialized_IsExactlyThis(object message, string name, string json)
    {
        Assert.Equal(json, JsonSerializer.Serialize(message, message.GetType(), JsonSerializerOptions.Web));
        Assert.Equal($"urn:message:{name}", MessageUrn.ForTypeString(message.GetType()));
    }

    [Fact]
    public void OperationFound_OfAProcessWithoutAnOutcome_IsReadWithItsSteps()
    {
        var json = $$"""{"operationId":"{{Id}}","process":{{JsonSerializer.Serialize(Changed, JsonSerializerOptions.Web)}},"later":1}""";

        var found = JsonSerializer.Deserialize<OperationFound>(json, JsonSerializerOptions.Web)!;

        Assert.Equal((Id, (string?)null, (DateTimeOffset?)null), (found.OperationId, found.OutcomeType, found.CompletedAt));
        Assert.Equal(Changed.Steps, found.Process!.Steps);
    }
}
