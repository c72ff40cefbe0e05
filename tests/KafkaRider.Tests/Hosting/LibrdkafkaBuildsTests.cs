using KafkaRider.Internal;

namespace KafkaRider.Tests.Hosting;

public sealed class LibrdkafkaBuildsTests
{
    [Theory]
    [InlineData("linux-x64", new[] { "librdkafka", "centos8-librdkafka" })]
    [InlineData("linux-arm64", new[] { "librdkafka", "centos8-librdkafka" })]
    [InlineData("ubuntu.24.04-x64", new[] { "librdkafka", "centos8-librdkafka" })]
    [InlineData("linux-musl-x64", new[] { "alpine-librdkafka" })]
    [InlineData("linux-musl-arm64", new[] { "alpine-librdkafka" })]
    [InlineData("alpine.3.22-x64", new[] { "alpine-librdkafka" })]
    [InlineData("osx-arm64", new[] { "librdkafka" })]
    [InlineData("osx-x64", new[] { "librdkafka" })]
    [InlineData("win-x64", new[] { "librdkafka" })]
    public void For_RuntimeIdentifier_NamesTheBuildsOfItsCLibrary(string runtimeIdentifier, string[] builds) =>
        Assert.Equal(builds, LibrdkafkaBuilds.For(runtimeIdentifier));

    // What is named here and not in the package would be found missing only on the machine that needs it.
    [Theory]
    [InlineData("linux-x64", "centos8-librdkafka.so")]
    [InlineData("linux-x64", "alpine-librdkafka.so")]
    [InlineData("linux-x64", "librdkafka.so")]
    [InlineData("linux-arm64", "alpine-librdkafka.so")]
    [InlineData("linux-arm64", "librdkafka.so")]
    [InlineData("osx-arm64", "librdkafka.dylib")]
    [InlineData("osx-x64", "librdkafka.dylib")]
    public void Package_HasTheBuildsThatAreNamed(string platform, string file) =>
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "runtimes", platform, "native", file)));
}
