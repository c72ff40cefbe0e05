using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Users.Contracts;
using Users.Contracts.PromoCodes;
using Users.Contracts.Registrations;

namespace Users.Rules;

/// <summary>Takes in what the topics hold of registrations, as anybody can who knows how it stands on the wire.</summary>
/// <remarks>Is safe for threads. What tells nothing of registrations is passed over.</remarks>
public sealed class RegistrationLog
{
    private static readonly HashSet<string> DeadLetterTopics =
    [
        Topics.DeadLetters.Name, Topics.PromotionDeadLetters.Name, Topics.RegistrationDeadLetters.Name, Topics.WelcomeMailDeadLetters.Name,
    ];

    private static readonly HashSet<string> StepTypes =
        [nameof(CreateUser), nameof(UndoCreateUser), nameof(RedeemPromoCode), nameof(ReleasePromoCode), nameof(SendWelcomeMail)];

    private readonly Lock _gate = new();
    private readonly List<Guid> _requests = [];
    private readonly List<StepMessage> _commands = [];
    private readonly List<StepMessage> _effects = [];
    private readonly List<RedemptionEvent> _redemptions = [];
    private readonly List<ToldOutcome> _outcomes = [];
    private readonly List<ToldSteps> _steps = [];
    private readonly List<string> _letters = [];

    /// <summary>Gets the topics that have something to tell.</summary>
    public static IReadOnlyList<Topic> Sources { get; } =
        [Topics.Commands, Topics.Events, Topics.DeadLetters, .. Topics.Promotions, .. Topics.OfRegistrations];

    public void Add(ConsumeResult<byte[], byte[]> record)
    {
        ArgumentNullException.ThrowIfNull(record);

        lock (_gate)
        {
            if (DeadLetterTopics.Contains(record.Topic))
            {
                _letters.Add($"{record.Topic}: {Header(record, "MT-Reason")}");
            }
            else if (record.Message.Value is not null && Header(record, "MT-MessageType")?.Split(':')[^1] is { } type)
            {
                Add(record, type);
            }
        }
    }

    /// <summary>Returns what each registration told of its steps, in their order.</summary>
    public ILookup<Guid, ToldSteps> GetSteps()
    {
        lock (_gate)
        {
            return _steps.DistinctBy(told => (told.RegistrationId, told.Version)).OrderBy(told => told.Version).ToLookup(told => told.RegistrationId);
        }
    }

    /// <summary>Adds what the log has to what else is known.</summary>
    /// <param name="evidence">What else is known.</param>
    /// <param name="isMeant">Says which registrations are meant; <see langword="null"/> for all.</param>
    public RegistrationEvidence AddTo(RegistrationEvidence evidence, Predicate<Guid>? isMeant = null)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        isMeant ??= _ => true;

        lock (_gate)
        {
            return evidence with
            {
                Requests = [.. _requests.Where(id => isMeant(id))],
                Commands = [.. _commands.Where(command => isMeant(command.RegistrationId))],
                Effects = [.. _effects.Where(effect => isMeant(effect.RegistrationId))],
                RedemptionEvents = [.. _redemptions],
                Steps = [.. _steps.Where(told => isMeant(told.RegistrationId)).GroupBy(told => told.RegistrationId).Select(told => told.MaxBy(steps => steps.Version)!)],
                Outcomes = [.. _outcomes.Where(outcome => isMeant(outcome.RegistrationId))],
                DeadLetters = [.. _letters],
            };
        }
    }

    private void Add(ConsumeResult<byte[], byte[]> record, string type)
    {
        if (Guid.TryParse(Header(record, "CorrelationId") ?? Header(record, "RequestId"), out var operation))
        {
            Add(record, type, operation);
        }
    }

    private void Add(ConsumeResult<byte[], byte[]> record, string type, Guid operation)
    {
        switch (type)
        {
            case nameof(Register) when record.Topic == Topics.Registrations.Name:
                _requests.Add(operation);
                break;
            case nameof(UserCreated) when record.Topic == Topics.Events.Name:
                _effects.Add(new(Read<UserCreated>(record).UserId, type, operation));
                break;
            case nameof(WelcomeMailSent) when record.Topic == Topics.WelcomeMailEvents.Name:
                _effects.Add(new(Read<WelcomeMailSent>(record).UserId, type, operation));
                break;
            case nameof(PromoCodeRedeemed) when record.Topic == Topics.PromotionEvents.Name:
                var redeemed = Read<PromoCodeRedeemed>(record);
                _effects.Add(new(redeemed.RedemptionId, type, operation));
                _redemptions.Add(new(redeemed.Code, redeemed.RedemptionId, IsReleased: false));
                break;
            case nameof(PromoCodeReleased) when record.Topic == Topics.PromotionEvents.Name:
                var released = Read<PromoCodeReleased>(record);
                _redemptions.Add(new(released.Code, released.RedemptionId, IsReleased: true));
                break;
            case "ProcessChanged" when record.Topic == Topics.RegistrationEvents.Name:
                AddSteps(Read<JsonElement>(record));
                break;
            case nameof(RegistrationCompleted) or nameof(RegistrationRejected) or nameof(RegistrationFailed) when record.Topic == Topics.RegistrationEvents.Name:
                var reason = Read<JsonElement>(record).TryGetProperty("reason", out var why) ? why.GetString() : null;
                _outcomes.Add(new(operation, type, reason));
                break;
            default:
                // What a step commands asks for a reply to the registration.
                if (StepTypes.Contains(type) && Guid.TryParse(Header(record, "RequestId"), out var registration))
                {
                    _commands.Add(new(registration, type, operation));
                }

                break;
        }
    }

    private void AddSteps(JsonElement changed) => _steps.Add(new(
        changed.GetProperty("id").GetGuid(), changed.GetProperty("version").GetInt32(), changed.GetProperty("status").GetString()!,
        StepText.Of(changed.GetProperty("steps"))));

    private static T Read<T>(ConsumeResult<byte[], byte[]> record) => JsonSerializer.Deserialize<T>(record.Message.Value, JsonSerializerOptions.Web)!;

    private static string? Header(ConsumeResult<byte[], byte[]> record, string name) =>
        record.Message.Headers.TryGetLastBytes(name, out var value) ? Encoding.UTF8.GetString(value) : null;
}
