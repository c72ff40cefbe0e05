using KafkaRider.EntityFrameworkCore.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KafkaRider.EntityFrameworkCore.Tests.Registration;

public sealed class KafkaInboxExtensionsTests
{
    private const string Connection = "Server=127.0.0.1;Database=shop";

    [Theory]
    [InlineData("3.23:59:59", "Inbox:Retention (3.23:59:59) must not be shorter than commands live in their topic (4.00:00:00)")]
    [InlineData("4.00:00:00", null)]
    public void AddKafkaInbox_RetentionAgainstTheTopicOfCommands(string retention, string? refusal)
    {
        using var provider = ShopInstance.CreateServices(Connection, inbox => inbox.CommandsLive(TimeSpan.FromDays(4)), ("Inbox:Retention", retention))
            .BuildServiceProvider();

        var exception = Record.Exception(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal(refusal is null, exception is null);
        Assert.Contains(refusal ?? "", exception?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void AddKafkaInbox_NoConnectionString_NamesIt()
    {
        using var provider = ShopInstance.CreateServices(string.Empty, null).BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.StartsWith("ConnectionStrings:Shop is missing", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddKafkaInbox_TwoOutcomesOfOneName_AreRefused() => Assert.Throws<ArgumentException>(
        () => ShopInstance.CreateServices(Connection, inbox => inbox.Rejection<Elsewhere.OrderPlaced>("elsewhere")));

    [Fact]
    public void AddKafkaInbox_Twice_IsRefused() => Assert.Throws<InvalidOperationException>(
        () => ShopInstance.CreateServices(Connection, null).AddKafkaInbox<ShopContext>("Shop"));

    private static class Elsewhere
    {
        internal sealed record OrderPlaced;
    }
}
