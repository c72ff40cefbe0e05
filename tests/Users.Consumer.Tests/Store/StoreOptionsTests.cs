using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Users.Consumer.Tests.Store;

public sealed class StoreOptionsTests
{
    private const string Server = "Server=127.0.0.1;Database=users;Password=do-not-show";

    [Theory]
    [InlineData("ConnectionStrings:Users", null, "ConnectionStrings:Users is missing")]
    [InlineData("ConnectionStrings:Users", "", "ConnectionStrings:Users is missing")]
    [InlineData("ConnectionStrings:Users", "Server=127.0.0.1", "names no database")]
    [InlineData("ConnectionStrings:Users", "do-not-show", "not a connection string")]
    [InlineData("ConnectionStrings:Users", "Colour=red;Password=do-not-show", "not a connection string")]
    [InlineData("Database:Password", "do-not-show", "names no database", "Server=127.0.0.1")]
    [InlineData("Database:Password", "do-not-show", "not a connection string", "mysql://127.0.0.1")]
    [InlineData("Store:MaxBatchSize", "0", "MaxBatchSize")]
    [InlineData("Store:MaxBatchSize", "4097", "MaxBatchSize")]
    [InlineData("Store:QueueCapacity", "0", "QueueCapacity")]
    [InlineData("Store:Writers", "0", "Writers")]
    [InlineData("Store:Writers", "65", "Writers")]
    [InlineData("Store:CommandTimeout", "00:00:00.499", "CommandTimeout")]
    [InlineData("Store:LockWaitTimeout", "00:00:00", "LockWaitTimeout")]
    [InlineData("Store:LockWaitTimeout", "00:00:10", "Store:LockWaitTimeout (00:00:10) must be shorter than Store:CommandTimeout (00:00:10)")]
    [InlineData("Store:MaxAttempts", "0", "MaxAttempts")]
    [InlineData("Store:RetryDelay", "00:00:00", "RetryDelay")]
    [InlineData("Inbox:Retention", "23:59:59", "Retention")]
    [InlineData("Inbox:PurgeInterval", "00:00:00", "PurgeInterval")]
    [InlineData("Inbox:PurgeStepSize", "0", "PurgeStepSize")]
    [InlineData("Inbox:PurgeStepPause", "-00:00:01", "PurgeStepPause")]
    public void Start_SettingOutOfBounds_IsRefused(string key, string? value, string message, string server = Server)
    {
        using var provider = StoreInstance.BuildProvider(new() { ["ConnectionStrings:Users"] = server, [key] = value });

        var exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("do-not-show", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""a;b"c$d'e =%f#\g""")]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData(" ends with a space ")]
    [InlineData("=;Server=elsewhere")]
    [InlineData("Zo\u00eb \U0001F511")]
    public void Start_PasswordOfItsOwn_ReachesTheDriverAsItIs(string password)
    {
        using var provider = StoreInstance.BuildProvider(new() { ["ConnectionStrings:Users"] = Server, ["Database:Password"] = password });

        provider.GetRequiredService<IStartupValidator>().Validate();

        var read = new MySqlConnectionStringBuilder(provider.GetRequiredService<IOptions<StoreOptions>>().Value.ConnectionString!);
        Assert.Equal(password, read.Password);
        Assert.Equal("127.0.0.1", read.Server);
        Assert.Equal("users", read.Database);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Start_NoPasswordOfItsOwn_TakesThatOfTheConnectionString(string? password)
    {
        using var provider = StoreInstance.BuildProvider(new() { ["ConnectionStrings:Users"] = Server, ["Database:Password"] = password });

        Assert.Equal(Server, provider.GetRequiredService<IOptions<StoreOptions>>().Value.ConnectionString);
    }

    [Fact]
    public void Start_NoSettingsButTheDatabase_TakesDefaults()
    {
        using var provider = StoreInstance.BuildProvider(new() { ["ConnectionStrings:Users"] = Server });

        provider.GetRequiredService<IStartupValidator>().Validate();

        Assert.Equal(256, provider.GetRequiredService<IOptions<StoreOptions>>().Value.MaxBatchSize);
        Assert.Equal(TimeSpan.FromDays(7), provider.GetRequiredService<IOptions<InboxOptions>>().Value.Retention);
    }
}
