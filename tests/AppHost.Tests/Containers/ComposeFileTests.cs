namespace Users.AppHost.Tests.Containers;

public sealed class ComposeFileTests
{
    private static readonly string[] All = ["api", "consumer", "gateway", "kafka", "kafka-ui", "mysql", "promotions", "registrations"];

    private readonly ComposeFile _file = ComposeFile.Read(ComposeFile.ReadEnvironmentFile());

    [Fact]
    public void Services_AreTheWholeSystem() => Assert.Equal(All, _file.Services.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("gateway", "127.0.0.1:8080:8080")]
    [InlineData("kafka", "127.0.0.1:9093:9093")]
    [InlineData("kafka-ui", "127.0.0.1:8082:8080")]
    [InlineData("mysql", "127.0.0.1:3306:3306")]
    public void Ports_ByDefault_AreTheDocumentedOnes(string service, string port) =>
        Assert.Equal([port], _file.List("services", service, "ports"));

    [Fact]
    public void Ports_ChangedInTheEnvironment_Follow()
    {
        var variables = new Dictionary<string, string>
        {
            ["API_PORT"] = "1",
            ["KAFKA_PORT"] = "2",
            ["KAFKA_UI_PORT"] = "3",
            ["MYSQL_PORT"] = "4",
        };

        var file = ComposeFile.Read(variables);

        Assert.Equal(["127.0.0.1:1:8080"], file.List("services", "gateway", "ports"));
        Assert.Equal(["127.0.0.1:2:9093"], file.List("services", "kafka", "ports"));
        Assert.Equal(["127.0.0.1:3:8080"], file.List("services", "kafka-ui", "ports"));
        Assert.Equal(["127.0.0.1:4:3306"], file.List("services", "mysql", "ports"));
        Assert.EndsWith("HOST://localhost:2", file.Text("services", "kafka", "environment", "KAFKA_ADVERTISED_LISTENERS"), StringComparison.Ordinal);
    }

    [Fact]
    public void EnvironmentFile_NamesExactlyTheVariablesThatAreUsed() =>
        Assert.Equal(_file.Variables.Order(StringComparer.Ordinal), ComposeFile.ReadEnvironmentFile().Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Services_AllAreCheckedAndRestarted() => Assert.All(All, service =>
    {
        Assert.NotEmpty(_file.List("services", service, "healthcheck", "test"));
        Assert.Equal("unless-stopped", _file.Text("services", service, "restart"));
    });

    [Theory]
    [InlineData("api", "kafka")]
    [InlineData("consumer", "kafka")]
    [InlineData("consumer", "mysql")]
    [InlineData("promotions", "kafka")]
    [InlineData("registrations", "kafka")]
    [InlineData("promotions", "mysql")]
    [InlineData("registrations", "mysql")]
    [InlineData("kafka-ui", "kafka")]
    public void Services_StartAfterWhatTheyNeedIsHealthy(string service, string needed) =>
        Assert.Equal("service_healthy", _file.Text("services", service, "depends_on", needed, "condition"));

    [Theory]
    [InlineData("kafka", "apache/kafka:4")]
    [InlineData("mysql", "mysql:8.4")]
    [InlineData("kafka-ui", "kafbat/kafka-ui:v1")]
    public void Images_ArePinned(string service, string image) =>
        Assert.StartsWith(image, _file.Text("services", service, "image"), StringComparison.Ordinal);

    [Fact]
    public void Services_WithADockerfile_AreBuiltFromIt() => Assert.Equal(
        Dockerfile.All.Select(file => file.File).Order(StringComparer.Ordinal),
        _file.Services.Select(service => _file.Text("services", service, "build", "dockerfile")).OfType<string>().Order(StringComparer.Ordinal));

    // Of a port or a name there is only one.
    [Theory]
    [InlineData("api")]
    [InlineData("consumer")]
    [InlineData("promotions")]
    [InlineData("registrations")]
    public void Services_ThatAreMany_CanBeScaled(string service)
    {
        Assert.Empty(_file.List("services", service, "ports"));
        Assert.Null(_file.Text("services", service, "container_name"));
        Assert.Null(_file.Text("services", service, "hostname"));
    }

    // In a connection string, some signs of a password would be taken for its own.
    [Fact]
    public void Password_IsGivenAsItIs()
    {
        const string Password = """a;b"c$d'e =%f#\g""";

        var file = ComposeFile.Read(new Dictionary<string, string> { ["MYSQL_PASSWORD"] = Password });

        Assert.Equal(Password, file.Text("services", "consumer", "environment", "Database__Password"));
        Assert.Equal(Password, file.Text("services", "promotions", "environment", "Database__Password"));
        Assert.Equal(Password, file.Text("services", "registrations", "environment", "Database__Password"));
        Assert.Equal(Password, file.Text("services", "mysql", "environment", "MYSQL_PASSWORD"));
        Assert.Equal("MYSQL_PASSWORD", file.Text("secrets", "mysql_password", "environment"));
        Assert.Equal(["mysql_password"], file.List("services", "mysql", "secrets"));
        Assert.Contains("QUOTE(LOAD_FILE('/run/secrets/mysql_password'))", file.Text("configs", "users.sql", "content"), StringComparison.Ordinal);
        // The image would put it into a statement unquoted.
        Assert.Null(file.Text("services", "mysql", "environment", "MYSQL_USER"));
        Assert.DoesNotContain("assword", file.Text("services", "consumer", "environment", "ConnectionStrings__Users"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Prefix_IsThatOfAllServices() => Assert.All(["api", "consumer", "promotions", "registrations"], service =>
    {
        Assert.Equal("", _file.Text("services", service, "environment", "Kafka__Prefix"));
        var prefixed = ComposeFile.Read(new Dictionary<string, string> { ["KAFKA_PREFIX"] = "team-a." });
        Assert.Equal("team-a.", prefixed.Text("services", service, "environment", "Kafka__Prefix"));
    });

    [Fact]
    public void Kafka_TellsContainersAndHostAnAddressThatEachCanReach()
    {
        Assert.Equal(
            "CONTAINERS://kafka:9092,HOST://localhost:9093",
            _file.Text("services", "kafka", "environment", "KAFKA_ADVERTISED_LISTENERS"));
        Assert.All(["api", "consumer", "promotions", "registrations"], service =>
            Assert.Equal("kafka:9092", _file.Text("services", service, "environment", "Kafka__BootstrapServers")));
    }

    [Fact]
    public void Data_OutlivesTheContainers()
    {
        Assert.Equal(["kafka:/var/lib/kafka/data"], _file.List("services", "kafka", "volumes"));
        Assert.Equal("/var/lib/kafka/data", _file.Text("services", "kafka", "environment", "KAFKA_LOG_DIRS"));
        Assert.Equal(["mysql:/var/lib/mysql"], _file.List("services", "mysql", "volumes"));
    }
}
