using KafkaRider.Views.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KafkaRider.Views.Tests.Registration;

public sealed class KafkaViewExtensionsTests
{
    [Theory]
    [InlineData("LagLimit", "0", false)]
    [InlineData("LagLimit", "1", true)]
    [InlineData("MaxWaiters", "0", false)]
    [InlineData("MaxWaiters", "1", true)]
    [InlineData("MaxWaiters", "1000000", true)]
    [InlineData("MaxWaiters", "1000001", false)]
    [InlineData("Snapshot:Interval", "00:00:00.999", false)]
    [InlineData("Snapshot:Interval", "00:00:01", true)]
    [InlineData("Snapshot:Interval", "1.00:00:00", true)]
    [InlineData("Snapshot:Interval", "1.00:00:00.001", false)]
    [InlineData("Snapshot:Path", "/", false)]
    [InlineData("Snapshot:Path", "/nowhere/file", true)]
    public void Options_HaveBounds(string key, string value, bool allowed)
    {
        using var services = Build(collection => collection.AddKafkaView<CounterView>("topic", "Reading"), ($"Reading:{key}", value));
        var validate = services.GetRequiredService<IStartupValidator>().Validate;

        if (allowed)
        {
            validate();
        }
        else
        {
            Assert.Contains($"Reading:{key} is ", Assert.Throws<OptionsValidationException>(validate).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Options_SnapshotOfAViewThatHasNone_IsRefused()
    {
        using var services = Build(collection => collection.AddKafkaView<BareView>("topic", "Reading"), ("Reading:Snapshot:Path", "file"));

        var refused = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains("BareView", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddKafkaView_TwoViews_HaveTheirOwnOptions()
    {
        using var services = Build(
            collection =>
            {
                collection.AddKafkaView<CounterView>("topic", "Counters");
                collection.AddKafkaView<BareView>("topic").Configure(options => options.LagLimit = 7);
            },
            ("Counters:LagLimit", "3"));

        Assert.Equal((3, 7), (services.GetRequiredService<CounterView>().LagLimit, services.GetRequiredService<BareView>().LagLimit));
    }

    [Fact]
    public void AddKafkaView_Again_IsRefused()
    {
        var services = new ServiceCollection();
        services.AddKafkaView<BareView>("topic");

        Assert.Throws<InvalidOperationException>(() => services.AddKafkaView<BareView>("other"));
    }

    [Fact]
    public void ViewFollower_WithoutKafka_SaysWhatTheRiderWould()
    {
        using var services = Build(collection => collection.AddKafkaView<BareView>("topic").Configure(options => options.LagLimit = 7));
        var view = services.GetRequiredService<BareView>();
        ITopicFollower follower = services.GetRequiredService<ViewFollower<BareView>>();

        Assert.False(view.IsCurrent);
        follower.CaughtUp();
        Assert.True(view.IsCurrent);
        follower.Measured(8);
        Assert.Equal((false, true), (view.IsCurrent, view.HasCaughtUp));
        follower.Measured(7);
        Assert.True(view.IsCurrent);
        follower.MadeAnew();
        Assert.Equal((false, false, 1), (view.IsCurrent, view.HasCaughtUp, view.Cleared));
    }

    private static ServiceProvider Build(Action<IServiceCollection> add, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value)).Build());
        add(services);
        return services.BuildServiceProvider(validateScopes: true);
    }

    private sealed class BareView : KafkaView
    {
        public int Cleared { get; private set; }

        protected override void Clear() => Cleared++;
    }
}
