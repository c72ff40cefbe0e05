using KafkaRider.AspNetCore.Internal;
using Microsoft.Extensions.Configuration;

namespace KafkaRider.AspNetCore.Tests.Http;

public sealed class HttpOptionsTests
{
    [Theory]
    [InlineData("Http:PathBase", "api")]
    [InlineData("Http:PathBase", "/api/")]
    [InlineData("Http:PathBase", "/a b")]
    [InlineData("Http:KnownProxies", "proxy.example")]
    [InlineData("Http:KnownProxies", "10.0.0.0/99")]
    [InlineData("Http:AllowedOrigins", "app.example")]
    [InlineData("Http:AllowedOrigins", "https://app.example/")]
    [InlineData("Http:AllowedOrigins", "ftp://app.example")]
    public void Validate_WhatCannotWork_IsRefusedByName(string setting, string value)
    {
        var result = Validate((setting, value));

        Assert.StartsWith($"{setting} has {value}, but", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_ListsAsTextOrByEntry_AreTaken()
    {
        Assert.True(Validate(("Http:KnownProxies", "10.1.2.3, 192.168.0.0/16,::1"), ("Http:AllowedOrigins", "*")).Succeeded);
        Assert.Equal(["10.1.2.3", "fd00::/8"], Read(("Http:KnownProxies:0", "10.1.2.3"), ("Http:KnownProxies:1", "fd00::/8")).Proxies);
    }

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(params (string Key, string Value)[] settings) =>
        new HttpOptionsValidator().Validate(null, Read(settings));

    private static HttpOptions Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        var options = new HttpOptions();
        new HttpOptionsSetup(configuration).Configure(options);
        return options;
    }
}
