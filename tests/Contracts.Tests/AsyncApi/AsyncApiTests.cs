using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KafkaRider;
using YamlDotNet.RepresentationModel;

namespace Users.Contracts.Tests.AsyncApi;

/// <summary>Holds the description of the topics against the contracts. That records are as described, the end-to-end tests check.</summary>
public sealed class AsyncApiTests
{
    private static readonly AsyncApiDocument Document = AsyncApiDocument.Load();

    private static readonly Dictionary<string, Topic> Channels = new()
    {
        ["commands"] = Topics.Commands,
        ["events"] = Topics.Events,
        ["outcomes"] = Topics.Outcomes,
        ["replies"] = Topics.Replies,
        ["deadLetters"] = Topics.DeadLetters,
        ["queries"] = Topics.Queries,
        ["promotionCommands"] = Topics.PromotionCommands,
        ["promotionEvents"] = Topics.PromotionEvents,
        ["promotionOutcomes"] = Topics.PromotionOutcomes,
        ["promotionDeadLetters"] = Topics.PromotionDeadLetters,
        ["promotionQueries"] = Topics.PromotionQueries,
        ["registrations"] = Topics.Registrations,
        ["registrationEvents"] = Topics.RegistrationEvents,
        ["welcomeMails"] = Topics.WelcomeMails,
        ["welcomeMailEvents"] = Topics.WelcomeMailEvents,
        ["registrationDeadLetters"] = Topics.RegistrationDeadLetters,
        ["welcomeMailDeadLetters"] = Topics.WelcomeMailDeadLetters,
        ["registrationQueries"] = Topics.RegistrationQueries,
    };

    // What every service of the library answers.
    private static readonly Type[] OfTheLibrary = [typeof(GetOperation), typeof(OperationFound), typeof(OperationUnknown)];

    public static TheoryData<string> Contracts => [.. Types().Select(type => type.Type.Name)];

    [Fact]
    public void Document_IsAsyncApi3AndEveryReferenceIsGood()
    {
        Assert.Equal("3.0.0", Text("asyncapi"));
        Assert.All(Document.References(), reference => Assert.NotNull(Document.Resolve(reference)));
    }

    // A comma in a text without quotes ends it, and what follows becomes a key without a value.
    [Fact]
    public void Document_HasNoTextThatWasCut() =>
        Assert.DoesNotContain(
            Document.Root.AllNodes.OfType<YamlMappingNode>().SelectMany(node => node.Children),
            pair => pair.Key is YamlScalarNode { Value: { } key } && key.Contains(' ', StringComparison.Ordinal) && pair.Value is YamlScalarNode { Value: "" or null });

    [Fact]
    public void Channels_AreTheTopics()
    {
        Assert.Equal(Channels.Keys, Document.KeysAt("channels"));
        Assert.All(Channels, channel =>
        {
            var (name, topic) = channel;
            // Where a reply goes is said by its request, so the channel itself has no address.
            Assert.Equal(topic.Name, topic == Topics.Replies ? Text("channels", name, "bindings", "kafka", "topic") : Text("channels", name, "address"));
            Assert.Equal(topic.Partitions.ToString(CultureInfo.InvariantCulture), Text("channels", name, "bindings", "kafka", "partitions"));
            Assert.Equal(
                (topic.Retention?.TotalMilliseconds ?? -1).ToString(CultureInfo.InvariantCulture),
                Text("channels", name, "bindings", "kafka", "topicConfiguration", "retention.ms"));
        });
    }

    [Fact]
    public void Messages_AreTheContracts() => Assert.Equal(
        Types().Select(type => type.Type.Name).Concat(["Fault", "DeadLetter", "ProcessChanged", "ProcessTimer"]).Order(), Document.KeysAt("components", "messages").Order());

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Payload_HasTheFieldsOfTheContract(string name)
    {
        var type = Types().Single(type => type.Type.Name == name);

        Assert.Equal(
            type.Properties.Select(property => KeyValuePair.Create(property.Name, IsAlwaysThere(property))).OrderBy(field => field.Key),
            Document.PayloadOf(name).OrderBy(field => field.Key));
        Assert.All(type.Properties, property => Assert.Equal(SchemaOf(property), TypeOf(name, property.Name)));
    }

    [Fact]
    public void Operations_ReplyWhatTheConsumerAnswers()
    {
        Assert.Equal(["UserCreated", "UserDuplicated", "OperationConflicted", "Fault"], RepliesOf("createUser"));
        Assert.Equal(["UserUpdated", "UserDuplicated", "UserNotFound", "UserVersionConflict", "OperationConflicted", "Fault"], RepliesOf("updateUser"));
        Assert.Equal(["UserDeleted", "UserNotFound", "UserVersionConflict", "OperationConflicted", "Fault"], RepliesOf("deleteUser"));
        Assert.Equal(["OperationFound", "OperationUnknown"], RepliesOf("getOperation"));
        Assert.Equal(["OperationFound", "OperationUnknown"], RepliesOf("getPromotionOperation"));
        Assert.Equal(["OperationFound", "OperationUnknown"], RepliesOf("getRegistration"));
        Assert.Equal(["PromoCodeCreated", "PromoCodeDuplicated", "OperationConflicted", "Fault"], RepliesOf("createPromoCode"));
        Assert.Equal(
            ["PromoCodeRedeemed", "PromoCodeUnknown", "PromoCodeExpired", "PromoCodeUsedUp", "PromoCodeReleased", "OperationConflicted", "Fault"],
            RepliesOf("redeemPromoCode"));
        Assert.Equal(["PromoCodeReleased", "OperationConflicted", "Fault"], RepliesOf("releasePromoCode"));
        Assert.Equal(["UserDeleted", "UserCreationUndone", "OperationConflicted", "Fault"], RepliesOf("undoCreateUser"));
        Assert.Equal(["RegistrationCompleted", "RegistrationRejected", "RegistrationFailed", "OperationConflicted"], RepliesOf("register"));
        Assert.Equal(["WelcomeMailSent", "OperationConflicted", "Fault"], RepliesOf("sendWelcomeMail"));
        Assert.All(
            new[]
            {
                "createUser", "updateUser", "deleteUser", "undoCreateUser", "getOperation", "createPromoCode", "redeemPromoCode", "releasePromoCode",
                "register", "sendWelcomeMail", "getPromotionOperation", "getRegistration",
            },
            operation => Assert.Equal("$message.header#/MT-Response-Address", Text("operations", operation, "reply", "address", "location")));
    }

    private static IEnumerable<JsonTypeInfo> Types() => typeof(CreateUser).Assembly.GetExportedTypes()
        .Select(type => ContractsJsonContext.Default.GetTypeInfo(type)).OfType<JsonTypeInfo>()
        .Concat(OfTheLibrary.Select(JsonSerializerOptions.Web.GetTypeInfo));

    private static IEnumerable<string> RepliesOf(string operation) =>
        ((YamlSequenceNode)Document.At("operations", operation, "reply", "messages")).Children
        .Select(reference => ((YamlScalarNode)reference["$ref"]).Value!.Split('/')[^1]);

    // What was added later has a default, for records from before.
    private static bool IsAlwaysThere(JsonPropertyInfo property) =>
        !property.IsGetNullable && property.AssociatedParameter is not { HasDefaultValue: true };

    private static string SchemaOf(JsonPropertyInfo property) => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) switch
    {
        var type when type == typeof(Guid) => "string uuid",
        var type when type == typeof(DateTimeOffset) => "string date-time",
        var type when type == typeof(string) => "string",
        var type when type == typeof(int) => "integer",
        var type when type == typeof(bool) => "boolean",
        var type when type == typeof(IReadOnlyList<int>) => "array",
        var type when type == typeof(ProcessChanged) => "object",
        var type => throw new JsonException($"The schema of {type} is not known."),
    };

    private static string TypeOf(string message, string field)
    {
        string[] path = ["components", "messages", message, "payload", "properties", field];
        var type = Document.At([.. path, "type"]) is YamlSequenceNode several ? ((YamlScalarNode)several[0]).Value : Text([.. path, "type"]);
        return Document.Has([.. path, "format"]) ? $"{type} {Text([.. path, "format"])}" : type!;
    }

    private static string Text(params string[] path) => ((YamlScalarNode)Document.At(path)).Value!;
}
