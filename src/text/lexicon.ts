/** Bumped when a line below changes: heads trained with other lines would read other features. */
export const lexiconVersion = 2;

/**
 * What customers call the same thing. A line is a concept: words (all their endings are meant), phrases joined by `_`, without
 * apostrophes. Written by hand from the label guide and general knowledge of English, so that a head knows "rebate" from having
 * learnt "refund". A word may stand in several lines.
 */
export const lexicon: Readonly<Record<string, string>> = {
  cancel: `cancel cancellation cancelation scrap scratch kill call_off abort nullify annul void revoke rescind withdraw withdrawal
    withdrawn retract back_out pull_out pull_the_plug axe call_it_off undo reverse get_out_of dont_want_anymore forget_about
    cancelling canceling cancle cancell canel strike_off bin_it bin_the take_back`,
  stop: `stop halt hold_off dont_send dont_ship dont_dispatch dont_deliver dont_post do_not_send do_not_ship do_not_deliver not_send
    keep_it leave_it_where strike cease no_longer_want no_longer_need no_longer_require dont_need dont_want not_want changed_my_mind
    changed_our_minds change_of_heart decided_against wont_be_needing wont_need not_needed dont_bother stand_down`,
  mistake: `mistake mistaken accident accidental accidentally inadvertently wrongly erroneously slip slipped oops whoops misclick
    pressed_twice clicked_twice in_error by_error clicked_too tapped thumb autofill`,
  mind: `regret second_thoughts rethink reconsider afford unaffordable budget cheaper elsewhere`,
  order: `order purchase ordering preorder pre_order basket cart shopping trolley ordr oder ordeer orderd purchace pruchase purchse
    booking`,
  goods: `parcel package packet item article product goods box consignment shipment stuff thing merchandise bundle pkg parcle packge
    artcle produc produkt`,
  buy: `buy buying bought shop_for acquire purchasing place_an_order make_an_order make_a_purchase placing making_a_purchase
    put_in_an_order order_online id_take ill_take wish_to_order like_to_order want_to_order put_me_down checking_out
    how_to_order how_do_i_order reorder order_again same_again buyer`,
  furniture: `sofa couch settee armchair chair stool desk table bookshelf bookcase shelf cabinet wardrobe mattress bed duvet lamp rug
    carpet curtain dinner_set crockery pillow blanket cushion bench dresser headboard sideboard cot crib`,
  device: `laptop phone tablet computer printer console tv television headphones earbuds camera monitor keyboard kettle toaster
    washing_machine fridge freezer dishwasher hoover vacuum microwave oven cooker blender mixer router speaker telephone_set drill
    mower bike bicycle pram buggy`,
  clothes: `shirt dress jeans trousers jacket coat shoe boot trainers hoodie jumper sweater skirt sock glove scarf suit sneaker tie
    blouse backpack handbag`,
  change: `change alter modify edit amend update adjust correct revise fix swap exchange replace switch_it rectify modification
    amendment correction alteration tweak chnage chaneg modfy updte edti make_changes make_a_change instead_of rather_than
    should_be should_have_been meant_to`,
  add: `add include insert put_in throw_in additional extra append plus chuck_in squeeze_in`,
  remove: `remove take_off take_out leave_out minus subtract strip drop leave_off without_the`,
  quantity: `quantity two three four five six dozen pair units one_more fewer single both each half how_many`,
  variant: `size colour color medium small xl xxl xs blue red green black white grey gray oak walnut ash fabric moss slate oat yellow
    pink navy beige shade version variant finish king_size wood charcoal vanilla engraving gluten decaf`,
  address: `address adress addres adresss addess street road avenue lane house_number flat_number postcode postal zip zipcode
    zip_code door_number apartment building floor apt number_of_the_house rue`,
  delivery_address: `delivery_address shipping_address shipment_address deliver_address address_for_delivery delivery_addresses
    shipping_addresses delivery_adress shipping_adress destination`,
  move: `moved move moving relocate relocation new_home new_house new_flat new_place new_office redirect divert reroute`,
  second: `second secondary additional another further alternative new first other several multiple third`,
  enter: `set_up setup setting_up add adding save store enter register submit put_in insert record input key_in type_in fill_in
    note_down on_file on_record setting entering`,
  old: `old previous former outdated wrong typo misspelt misspelled incorrect misprint ex anymore any_more there_any_more`,
  fee: `fee penalty charge cost price surcharge fine deduct deduction free_of_charge for_free lose forfeit percentage how_much
    out_of_pocket sting fees pay_anything pay_something`,
  leave_early: `early_termination termination terminate exit leave_early early_exit contract notice_period cancellation_fee
    cancellation_fees cancellation_charge cancellation_charges cancellation_penalty withdrawal_fee withdrawal_fees withdrawal_penalty
    withdrawal_charge exit_fee termination_fee agreement if_i_cancel if_we_cancel for_cancelling to_cancel when_cancelling of_cancelling
    cancelling_costs cancel_fee cancel_now if_i_pull cancelation_fee`,
  invoice: `invoice bill billing receipt invoce invoise bil inovice incoice invoic bils invoise statement vat_invoice tax_invoice
    invioce invoiced proof_of_purchase`,
  look: `see view look find look_at look_up check show display locate consult read find_out browse access seek search inspect`,
  understand: `understand explain what_is whats_this meaning mean stand_for make_sense entry line row clarify clarification breakdown
    break_down itemised figure_out puzzled puzzling misc unclear add_up why_is why_does`,
  obtain: `get receive send download obtain email forward mail copy pdf duplicate print resend request provide retrieve export issue
    donwload dowload snd reprint hand_over`,
  accounting: `accountant accounting bookkeeper bookkeeping tax taxes vat audit auditor tax_office finance controller expense
    revenue_office tax_return insurer employer`,
  payment: `payment pay paying paid transaction paymnt pymt pament paymen payement paymet till checkout check_out`,
  method: `method option way mode means type kind possibility form alternative modality methds metod opton methode`,
  card: `card visa mastercard amex american_express maestro debit credit discover diners card_number cvv cvc creditcard`,
  wallet: `paypal apple_pay google_pay klarna venmo alipay bitcoin crypto cash cheque bank_transfer wire sepa direct_debit instalment
    installment pay_in_three gift_card cash_on_delivery contactless ideal sofort financing credit_terms pay_later iban currency
    euros_or dollars_or standing_order postal_order in_advance thirty_days`,
  accept: `accept take support allow accepted possible work_with honour honor`,
  fail: `fail declined decline reject refuse deny denied turned_down turns_down wont_go_through not_go_through go_through wont_accept
    crash freeze froze stuck spinning hang timeout timed_out times_out blocked bounce not_working doesnt_work does_not_work isnt_working
    wont_let doesnt_let unable cannot cant can_not impossible trouble difficulty struggle glitch bug not_possible no_luck invalid
    wont_work unsuccessful wont_save insufficient greyed nothing_happens`,
  problem: `problem issue error trouble fault hitch erros prolem probelm prblem isue problm issu difficulty eror errfor errr`,
  twice: `twice double two_times duplicate duplicated charged_again both_times two_charges two_payments`,
  debited: `charged debited deducted withdrawn billed money_left money_gone money_taken pending_charge taken_from took_the_money`,
  bank: `bank banking overdraft bank_account bank_statement`,
  refund: `refund reimburse reimbursement reimbursments rebate restitution money_back moneyback cash_back cashback compensation compensate
    repay repayment give_back_my_money chargeback restution rembursement refnd refud reembursement reimbursment rebte restituton
    refunding reimbusement my_money give_me_back pay_me_back repaid out_of_pocket`,
  money: `money dollar pound euro quid buck funds sum amount usd gbp eur`,
  policy: `policy condition terms rule guarantee eligible eligibility entitled entitlement qualify in_which_cases under_what under_which
    what_cases which_cases circumstances covered refundable allowed plicy policys when_can t_and_cs small_print deadline how_many_days
    in_what_cases which_situations`,
  return: `return returned send_back sent_back give_back returning bring_back sending_back hand_back return_label returns unused
    original_packaging`,
  status: `status progress update news situation state been_processed process processed pending being_processed statuss stats
    whats_happening what_happened come_through gone_through landed credited any_sign any_news any_word how_far approved released
    any_update issued coming_along`,
  wait: `waiting wait waited still yet weeks_ago days_ago overdue outstanding so_long promise hasnt havent not_arrived not_received
    never_received never_arrived still_not supposed_to meant_to_be late delayed delay expecting expected`,
  where: `where wheres whereabouts where_is in_which`,
  track: `track trace tracking locate follow courier carrier driver van depot sorting tracker trackin scan out_for_delivery dispatched
    in_transit northway heft attempted`,
  lost: `lost missing disappeared vanished never_arrived not_here not_there nowhere gone_missing nothing_arrived didnt_arrive
    hasnt_arrived nothing_here`,
  complaint: `complaint complain claim reclamation grievance lodge formal ombudsman trading_standards complant complint raise_a file_a
    filing consumer_claim protest consumer_rights in_writing register_a_complaint`,
  bad: `terrible awful horrible appalling disgusting disgraceful unacceptable worst ridiculous pathetic useless shocking outrageous
    disgrace rude insult insulting ashamed shoddy unprofessional incompetent furious angry upset disappointed disappointing unhappy
    dissatisfied fed_up sick_of joke shambles scandal rubbish crap shame dreadful lousy poor bad lied ignored misleading unfriendly
    not_good_enough not_okay never_again cheek dangerous`,
  broken: `broken damaged cracked scratched torn smashed shattered faulty defective dented stained mouldy rotten bent leaking ripped
    broke chipped dirty`,
  staff: `staff employee colleague salesman cashier shop_assistant technician worker lad chap crew delivery_man delivery_men`,
  review: `review feedback opinion comment rate rating star testimonial survey suggestion thoughts remark impression evaluate evaluation
    recommend revew feed_back feedbak opinon compliment comments_box improvement observation say_what_i_think let_you_know_what`,
  praise: `great excellent wonderful brilliant fantastic lovely amazing superb love best happy delighted pleased perfect impressed
    well_done kudos praise thumbs_up helpful friendly beautiful exemplary rock`,
  contact: `contact reach get_in_touch get_hold phone call ring telephone write_to hotline helpline phone_number contact_details
    number_to_call in_touch dial contcat free_number email_address_for call_you reach_you`,
  service: `customer_service customer_support customer_care support helpdesk help_desk service_team support_team customer_services
    client_service service_desk customer_suport customer_assistance client_support custmer_service support_line after_sales`,
  hours: `hours opening working_hours time_of_day weekend sunday saturday monday closed available lunch bank_holiday what_time
    business_hours open_on open_today`,
  human: `human person agent operator representative rep somebody someone advisor adviser assistant real_person live_agent live_person
    human_being real_human flesh supervisor manager actual_person agnet persn people operater asistant breathes pulse agen humn`,
  bot: `bot robot machine computer automated chatbot ai algorithm virtual_assistant automatic script recording canned pasting`,
  talk: `talk speak chat connect transfer put_me_through pass_me hand_me_over conversation converse communicate speek tlak put_me_on
    discuss`,
  account: `account acount accout accunt acct accont profile user membership usr member acc username client_account profle`,
  create: `create open register sign_up signup make start join enrol enroll become set_me_up opne creat openin get_an_account
    joining new_account new_profile`,
  family: `wife husband son daughter mother father mum dad mom brother sister friend girlfriend boyfriend fiance fiancee kid child
    children grandson granddaughter nan gran grandma bride groom partner uncle aunt niece nephew grandfather`,
  registration: `registration register registering sign_up signup signing_up registrations registraton enrolment enrollment form
    onboarding sign_upp singup registartion fields`,
  verification: `confirmation_email confirmation_mail confirmation_link verify activate verification captcha activation_link
    activation_code email_already already_in_use already_exists already_registered username_taken activation already_taken`,
  tier: `free freemium standard basic premium pro gold platinum silver circle trade business_account family_plan tier plan level diamond
    student vip bronze plus_account`,
  delete: `delete close erase remove terminate deactivate shut_down shut wipe cancel_my_account cancel_account get_rid deletion removal
    closing closure erasure gdpr forget_me unregister leave_for_good delet deleet closng terminat`,
  personal: `data details information info particulars personal my_name surname last_name first_name maiden_name birthday
    date_of_birth phone_number mobile_number email_address title bank_details born new_email new_number married detials infomation
    change_of_telephone change_of_name company_name`,
  switch: `switch upgrade downgrade swap change_to move_to go_from convert change_my_plan change_plan go_back_to shift change_user
    other_account different_account another_account both_accounts two_accounts use_another swich upgrad switchin change_account
    changing_accounts other_profile step_down step_up`,
  login: `log_in login sign_in signin logged_in log_on access get_in get_into locked_out logging_in signed_out logged_out let_me_in
    log_into shut_out get_back_in cant_get_on lock_me_out locks_me_out`,
  password: `password pasword passwrd passcode pass pwd pin access_code key passkey code passphrase credentials paswd psw secret_word
    security_question pw passwor passward master_password licence_key access_key`,
  forget: `forgot forgotten forget lost reset recover retrieve recovery dont_remember cant_remember cannot_remember remember unlock
    restore locked expired slipped_my_mind escapes_me blank forgt recuperate restoration get_back`,
  delivery: `delivery deliver ship shipping shipment shipping_method dispatch post courier delivry delivary delivey send_to postage
    freight delievery shiping shipement deliever`,
  place: `country abroad overseas international spain france germany italy ireland scotland wales norway switzerland belgium
    netherlands poland portugal greece sweden denmark finland austria usa america canada australia india japan china brazil mexico
    jersey guernsey europe eu england london uk island shetland orkney hebrides county city region town village paris berlin madrid
    mainland location area iceland reykjavik cyprus malta croatia dublin cornwall highlands`,
  pickup: `pick_up pickup collect collection_point locker click_and_collect showroom in_store parcel_shop neighbour express overnight
    next_day same_day saturday_delivery evening time_slot slot weekend_delivery economy drone two_person pallet signed_for safe_place
    leave_with delivered_to_my_door`,
  duration: `how_long how_soon how_fast how_quick how_quickly how_many_days how_much_time long soon fast quick lead_time turnaround eta
    period estimate estimated delivery_time delivery_date delivery_period when_will timeframe time_frame waiting_time working_days
    business_days date arrive arrival timescale in_time on_time by_friday by_christmas slower faster wen when_is when_do take_to perid
    realistic the_wait`,
  newsletter: `newsletter mailing_list mailing news_letter bulletin newsleter newletter newslettr mailshot marketing promotional spam advert
    promo offers_by_email weekly_mail preferences your_mails your_emails newslettter gazette`,
  subscribe: `subscribe subscription unsubscribe sign_me_up take_me_off opt_in opt_out unsub subscriber subscibe subscripton
    unsubscribing corporate_newsletter company_newsletter subscrption`,
  how: `how how_do how_can how_to what_do_i steps procedure instructions guide way_to what_should tell_me_how`,
  help: `help assist assistance aid need_help can_you_help could_you_help hlep assitance hepl asistance`,
  want: `want would_like id_like need wish looking_to trying_to desire wanna wnat please_let require`,
  ask: `can_i could_i may_i is_it_possible am_i_able do_you are_you is_there do_i_need does_your`,
  use_of_goods: `wash washing dimmable waterproof assemble assembly compatible material back_in_stock in_stock out_of_stock restock
    dimension weight made_of ingredients allergen clean cleaning washable colourfast bulb screw spare_part charger battery measure
    measurement fit_in width height depth suitable care_for size_chart leather vegan recycled fireproof firmness hypoallergenic
    dishwasher_safe recommend_for which_would instructions`,
  jobs: `job vacancy hiring career cv internship apply apprenticeship salary work_for_you hire recruiting`,
  sales_pitch: `seo leads partnership collaboration sponsor sponsorship influencer our_services our_company investment backlinks ranking
    advertise loan guest_post exclusive limited_offer our_agency prince inheritance lottery winner won`,
  press: `journalist press interview documentary magazine reporter thesis dissertation research student_project`,
  small_talk: `hello thanks thank_you bye good_night lol haha joke weather who_are_you how_are_you cheers happy_birthday
    merry_christmas never_mind wrong_chat wrong_number`,
  voucher: `voucher discount_code promo_code coupon discount points loyalty balance gift_voucher promo`,
  general_knowledge: `capital_of who_invented translate recipe homework essay poem story calculate president football history movie
    film song verb adverb grammar cat dog toddler garden doctor train_to bread`,
  now: `now immediately right_now at_once asap straight_away urgently today instantly`,
  defect: `wobble wobbly crooked loose peel peeling fell_apart falls_apart fall_apart falling_apart come_apart came_apart fade faded shrank shrunk fray hem zip seam split
    snap snapped crack rust rusty mould smell smells stink stinks stench bobble pilling sag sagging squeak squeaky creak flimsy cheap_looking burst sour stale off_centre uneven misshapen warped dead_on_arrival
    missing_part missing_screw missing_piece incomplete wrong_colour wrong_size second_hand used not_as_described nothing_like looks_nothing unlike_the_photo overheat spark leak hole tear tore worn rotten filthy dirty hair_in cold undercooked soggy`,
  cheated: `rip_off ripoff conned con scam scammed fraud thieves thief robbed robbery cheated cheat swindle liar lie lied mislead false_advertising daylight overcharged trick tricked dishonest deceive deceived`,
  behaviour: `aggressive shouted shout yelled swore swear hung_up laughed sneered patronising condescending arrogant impolite threw thrown kicked slammed dismissive ignored attitude manners disrespect racist sexist smoked drunk behave behaviour`,
  every_time: `every_time each_time again_and_again yet_again third_time second_time always constantly repeatedly weeks months keep_getting once_more for_the_third`,
  day: `monday tuesday wednesday thursday friday saturday sunday weekend weekday tomorrow tonight yesterday next_week this_week end_of_the_week christmas easter birthday anniversary wedding before_the by_the in_time_for holiday summer`,
  food: `milk bread cheese meat beef chicken vegetarian vegan meal meal_kit fruit vegetable egg coffee tea wine beer chocolate cake pizza snack groceries hamper recipe_box food cereal biscuit`,
  tickets: `ticket concert theatre museum cinema festival seat flight train coach hotel room booking tour show match gig zoo cruise`,
  digital: `software licence license download app game ebook e_book course streaming series podcast subscription plan data sim contract broadband internet cloud storage antivirus audiobook lesson webinar`,
  sport: `gym class yoga swimming pool trainer workout fitness tent rucksack racket ball skates ski bike_helmet`,
  media: `book novel cookbook magazine comic record vinyl cd dvd poster print painting frame calendar album`,
  baby_toys: `toy puzzle doll pushchair pram nappy baby babygrow highchair crib teddy lego board_game playmat`,
  beauty: `perfume cream lipstick shampoo soap makeup nail brush razor serum lotion candle`,
  drop_off: `left_with leave_at drop_at dropped_off drop_off kerbside kerb doorstep porch shed garage reception concierge petrol_station corner_shop local_shop post_office pharmacy workplace carry_up upstairs into_the_room third_floor stairs lift balcony gate`,
  stock: `stock in_stock sold_out available availability discontinued restock restocked come_back coming_back back_in range line_of sell stocked carry_the`,
  suits: `suit suitable fits fit match matches go_with goes_with work_with works_with compatible compare comparison difference better heavier lighter waterproof outdoor durable recommend which_one allergy safe_for`,
  repair_care: `repair mend fix spare replacement_part warranty guarantee assemble assembly manual instructions wash clean stain polish dry_clean iron descale charge_it reset_it`,
  visit: `shop store branch showroom parking park toilet wheelchair entrance visit dog_friendly cafe museum bus walk address_of_the`,
  business: `wholesale bulk reseller dealer supplier distributor stockist tender catalogue pricelist price_list brochure sample trade_fair franchise`,
  ownership: `mine hers his theirs joint shared second_account work_account private_account both my_other other_login another_login two_logins`,
  plan_change: `go_up go_down move_up move_down step_up step_down bigger_plan smaller_plan cheaper_plan higher lower paid_plan yearly annual monthly month_to_month trial`,
  arrive: `arrive arrives arriving come comes coming get_here be_here reach_me with_me with_us turn_up show_up land in_my_hands here_by expect`,
  how_to_ask: `what_are which_are list_of tell_me let_me_know i_wonder wondering curious question enquire inquire inquiry enquiry clarify know_whether know_if like_to_know`,
  failed_signup: `wont_register cant_register cant_sign_up wont_sign_up form_wont page_reloads red_text error_message submit_button captcha never_comes no_email_came not_accept keeps_saying keeps_telling field`,
  written_off: `written_off unfair owed owe what_i_paid full_price price_difference partial part_of_the_money every_penny penny`,
  social: `facebook instagram twitter whatsapp chat live_chat email letter post_address fax messenger sms text_message call_back callback`,
};
