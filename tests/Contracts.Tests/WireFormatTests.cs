using System.Text.Json;
using Users.Contracts.PromoCodes;
using Users.Contracts.Registrations;

namespace Users.Contracts.Tests;

/// <summary>What is written here is on topics that keep it for ever: it may gain optional fields, but never change.</summary>
public sealed class WireFormatTests
{
    private static readonly Guid UserId = Guid.Parse("01998f2e-7c1b-7d2a-8f3e-0123456789ab");
    private static readonly DateTimeOffset CreatedAt = new(2026, 3, 4, 5, 6, 7, 89, 12, TimeSpan.Zero);

    public static TheoryData<object, string, string> Messages => new()
    {
        { new CreateUser("Ada"), "Users.Contracts:CreateUser", """{"name":"Ada"}""" },
        {
            new UserCreated(UserId, "Ada", 1, CreatedAt), "Users.Contracts:UserCreated",
            """{"userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab","name":"Ada","version":1,"createdAt":"2026-03-04T05:06:07.089012+00:00"}"""
        },
        {
            new UpdateUser(UserId, "Ada", 3), "Users.Contracts:UpdateUser",
            """{"userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab","name":"Ada","expectedVersion":3}"""
        },
        {
            new DeleteUser(UserId, 4), "Users.Contracts:DeleteUser",
            """{"userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab","expectedVersion":4}"""
        },
        {
            new UserUpdated(UserId, "Ada", 2, CreatedAt, CreatedAt.AddDays(1)), "Users.Contracts:UserUpdated",
            """{"userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab","name":"Ada","version":2,"createdAt":"2026-03-04T05:06:07.089012+00:00","updatedAt":"2026-03-05T05:06:07.089012+00:00"}"""
        },
        {
            new UserDeleted(UserId, "Ada", 3, CreatedAt), "Users.Contracts:UserDeleted",
            """{"userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab","name":"Ada","version":3,"deletedAt":"2026-03-04T05:06:07.089012+00:00"}"""
        },
        {
            new UserNotFound(UserId), "Users.Contracts:UserNotFound",
            """{"userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab"}"""
        },
        {
            new UserVersionConflict(UserId, 3, 5), "Users.Contracts:UserVersionConflict",
            """{"userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab","expectedVersion":3,"version":5}"""
        },
        {
            new UserDuplicated(UserId, "ada"), "Users.Contracts:UserDuplicated",
            """{"userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab","name":"ada"}"""
        },
        {
            new UserDuplicated(UserId, "ada", 2), "Users.Contracts:UserDuplicated",
            """{"userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab","name":"ada","version":2}"""
        },
        {
            new UserNotFound(UserId, IsDeleted: true), "Users.Contracts:UserNotFound",
            """{"userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab","isDeleted":true}"""
        },
        {
            new OperationConflicted(UserId), "Users.Contracts:OperationConflicted",
            """{"operationId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab"}"""
        },
        {
            new CreateUser("Ada", UserId), "Users.Contracts:CreateUser",
            """{"name":"Ada","userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab"}"""
        },
        {
            new UndoCreateUser(UserId), "Users.Contracts:UndoCreateUser",
            """{"userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab"}"""
        },
        {
            new UserCreationUndone(UserId), "Users.Contracts:UserCreationUndone",
            """{"userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab"}"""
        },
        {
            new Register("Ada", "SPRING-26"), "Users.Contracts.Registrations:Register",
            """{"name":"Ada","promoCode":"SPRING-26"}"""
        },
        {
            new RegistrationCompleted(UserId, "Ada", "SPRING-26", 20), "Users.Contracts.Registrations:RegistrationCompleted",
            """{"userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab","name":"Ada","promoCode":"SPRING-26","discount":20}"""
        },
        {
            new RegistrationRejected(RegistrationRejections.PromoCodeUnknown, "Ada", "SPRING-26"), "Users.Contracts.Registrations:RegistrationRejected",
            """{"reason":"promo-code-unknown","name":"Ada","promoCode":"SPRING-26"}"""
        },
        {
            new RegistrationFailed("promo", "timeout", true), "Users.Contracts.Registrations:RegistrationFailed",
            """{"step":"promo","reason":"timeout","incomplete":true}"""
        },
        {
            new SendWelcomeMail(UserId, "Ada", "SPRING-26", 20), "Users.Contracts.Registrations:SendWelcomeMail",
            """{"userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab","name":"Ada","promoCode":"SPRING-26","discount":20}"""
        },
        {
            new WelcomeMailSent(UserId, CreatedAt), "Users.Contracts.Registrations:WelcomeMailSent",
            """{"userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab","sentAt":"2026-03-04T05:06:07.089012+00:00"}"""
        },
        {
            new CreatePromoCode("SPRING-26", 20, 100, CreatedAt), "Users.Contracts.PromoCodes:CreatePromoCode",
            """{"code":"SPRING-26","discount":20,"limit":100,"expiresAt":"2026-03-04T05:06:07.089012+00:00"}"""
        },
        {
            new PromoCodeCreated("SPRING-26", 20, 100, CreatedAt.AddDays(1), CreatedAt), "Users.Contracts.PromoCodes:PromoCodeCreated",
            """{"code":"SPRING-26","discount":20,"limit":100,"expiresAt":"2026-03-05T05:06:07.089012+00:00","createdAt":"2026-03-04T05:06:07.089012+00:00"}"""
        },
        {
            new PromoCodeDuplicated("SPRING-26"), "Users.Contracts.PromoCodes:PromoCodeDuplicated",
            """{"code":"SPRING-26"}"""
        },
        {
            new RedeemPromoCode("SPRING-26", UserId), "Users.Contracts.PromoCodes:RedeemPromoCode",
            """{"code":"SPRING-26","redemptionId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab"}"""
        },
        {
            new PromoCodeRedeemed("SPRING-26", 20, UserId), "Users.Contracts.PromoCodes:PromoCodeRedeemed",
            """{"code":"SPRING-26","discount":20,"redemptionId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab"}"""
        },
        {
            new PromoCodeUnknown("SPRING-26"), "Users.Contracts.PromoCodes:PromoCodeUnknown",
            """{"code":"SPRING-26"}"""
        },
        {
            new PromoCodeExpired("SPRING-26", CreatedAt), "Users.Contracts.PromoCodes:PromoCodeExpired",
            """{"code":"SPRING-26","expiredAt":"2026-03-04T05:06:07.089012+00:00"}"""
        },
        {
            new PromoCodeUsedUp("SPRING-26", 100), "Users.Contracts.PromoCodes:PromoCodeUsedUp",
            """{"code":"SPRING-26","limit":100}"""
        },
        {
            new ReleasePromoCode("SPRING-26", UserId), "Users.Contracts.PromoCodes:ReleasePromoCode",
            """{"code":"SPRING-26","redemptionId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab"}"""
        },
        {
            new PromoCodeReleased("SPRING-26", UserId), "Users.Contracts.PromoCodes:PromoCodeReleased",
            """{"code":"SPRING-26","redemptionId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab"}"""
        },
    };

    [Fact]
    public void SeveralVersions_AreAList()
    {
        const string Json = """{"userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab","expectedVersion":4,"expectedVersions":[1,4]}""";

        Assert.Equal(Json, JsonSerializer.Serialize(new DeleteUser(UserId, 4, [1, 4]), ContractsJsonContext.Default.DeleteUser));
        Assert.Equal([1, 4], JsonSerializer.Deserialize(Json, ContractsJsonContext.Default.DeleteUser)?.ExpectedVersions);
    }

    [Theory]
    [MemberData(nameof(Messages), DisableDiscoveryEnumeration = true)]
    public void Message_Serialized_IsExactlyThis(object message, string name, string json)
    {
        Assert.Equal(json, JsonSerializer.Serialize(message, message.GetType(), ContractsJsonContext.Default));
        Assert.Equal(name, $"{message.GetType().Namespace}:{message.GetType().Name}");
    }

    [Theory]
    [MemberData(nameof(Messages), DisableDiscoveryEnumeration = true)]
    public void Message_ReadFromJsonThatHasMoreFields_IsEqual(object message, string name, string json)
    {
        var later = json[..^1] + $$""","aFieldOf":"a later version of {{name}}","list":[1,{"a":null}]}""";

        Assert.Equal(message, JsonSerializer.Deserialize(later, message.GetType(), ContractsJsonContext.Default));
    }

    [Fact]
    public void Message_WithNonAsciiName_ComesBackAsItWas()
    {
        var command = new CreateUser("Zoë \"O'Brien\" 🦊 \u2028");

        var json = JsonSerializer.SerializeToUtf8Bytes(command, ContractsJsonContext.Default.CreateUser);

        Assert.Equal(command, JsonSerializer.Deserialize(json, ContractsJsonContext.Default.CreateUser));
    }

    [Theory]
    [InlineData("""{"userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab","name":"Ada"}""")]
    [InlineData("""{"name":"Ada","expectedVersion":null,"userId":"01998f2e-7c1b-7d2a-8f3e-0123456789ab"}""")]
    public void Command_WithoutExpectedVersion_TakesAny(string json)
    {
        Assert.Equal(new UpdateUser(UserId, "Ada"), JsonSerializer.Deserialize(json, ContractsJsonContext.Default.UpdateUser));
        Assert.Equal(new DeleteUser(UserId), JsonSerializer.Deserialize(json, ContractsJsonContext.Default.DeleteUser));
    }

    [Fact]
    public void EveryMessage_IsCovered() =>
        Assert.Equal(
            typeof(CreateUser).Assembly.GetExportedTypes()
                .Where(type => ContractsJsonContext.Default.GetTypeInfo(type) is not null)
                .Select(type => type.Name).Order(),
            Messages.Select(row => row.Data.Item1.GetType().Name).Distinct().Order());

    [Fact]
    public void Topics_AreNamedAndSizedLikeThis()
    {
        Assert.Equal(new Topic("users.commands", 12, TimeSpan.FromDays(7)), Topics.Commands);
        Assert.Equal(new Topic("users.events", 12, null), Topics.Events);
        Assert.Equal(new Topic("users.outcomes", 12, TimeSpan.FromDays(7)), Topics.Outcomes);
        Assert.Equal(new Topic("users.queries", 12, TimeSpan.FromMinutes(10)), Topics.Queries);
        Assert.Equal(new Topic("users.replies", 48, TimeSpan.FromMinutes(10)), Topics.Replies);
        Assert.Equal(new Topic("users.commands.dead-letter", 1, TimeSpan.FromDays(30)), Topics.DeadLetters);
        Assert.Equal(new Topic("promotions.commands", 12, TimeSpan.FromDays(7)), Topics.PromotionCommands);
        Assert.Equal(new Topic("promotions.events", 12, null), Topics.PromotionEvents);
        Assert.Equal(new Topic("promotions.outcomes", 12, TimeSpan.FromDays(7)), Topics.PromotionOutcomes);
        Assert.Equal(new Topic("promotions.commands.dead-letter", 1, TimeSpan.FromDays(30)), Topics.PromotionDeadLetters);
        Assert.Equal(new Topic("promotions.queries", 12, TimeSpan.FromMinutes(10)), Topics.PromotionQueries);
        Assert.Equal(new Topic("registrations.queries", 12, TimeSpan.FromMinutes(10)), Topics.RegistrationQueries);
        Assert.Equal(Topics.Users.Concat(Topics.Promotions).Concat(Topics.OfRegistrations), Topics.All);
    }
}
