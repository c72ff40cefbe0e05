using KafkaRider.AspNetCore.Internal;
using Microsoft.Extensions.Configuration;

namespace KafkaRider.AspNetCore.Tests.Commands;

public sealed class KafkaSettingsTests
{
    // Who is told that Kafka did not take a command must be told in time.
    [Theory]
    [InlineData("00:00:05", "00:00:01.5")]
    [InlineData("00:00:02", "00:00:01")]
    [InlineData("00:00:00.2", "00:00:00.1")]
    public void Read_Nothing_GivesUpSendingWellBeforeTheDeadline(string deadline, string timeout) =>
        Assert.Equal(TimeSpan.Parse(timeout, null), KafkaSettings.Read(new ConfigurationManager(), TimeSpan.Parse(deadline, null)).MessageTimeout);
}
